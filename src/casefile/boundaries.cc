#include "casefile/boundaries.h"

#include <algorithm>
#include <unordered_set>

#include "casefile/area.h"
#include "casefile/reading.h"
#include "core/text.h"
#include "tables/column_names.h"

namespace passage::casefile {

using tables::Need;
using tables::SheetRow;

Holding boundaries_at(const std::vector<Boundary>& boundaries, network::Coordinate p) {
  Holding out;
  const geodata::LayerPoint at = layer_point(p);
  for (const Boundary& boundary : boundaries) {
    if (!boundary.area.holds(at)) continue;
    if (out.first != nullptr) {
      out.second = &boundary;
      return out;
    }
    out.first = &boundary;
  }
  if (out.first != nullptr) return out;
  const auto touches = [&](const Boundary& boundary) { return boundary.area.touches(at); };
  const auto edge = std::find_if(boundaries.begin(), boundaries.end(), touches);
  if (edge != boundaries.end()) out.first = &*edge;
  return out;
}

namespace {

constexpr const char* kDistrict = "district";

// A column under another name: the same cells once more.
void copy_column(Sheet& sheet, const std::string& from, const std::string& to) {
  const auto found = std::find(sheet.header.begin(), sheet.header.end(), from);
  if (found == sheet.header.end() || sheet.has(to)) return;
  const auto column = static_cast<std::size_t>(found - sheet.header.begin());
  sheet.header.push_back(to);
  for (SheetRow& row : sheet.rows) row.fields.push_back(row.fields[column]);
}

// Files of boundaries come from elsewhere, with columns of their own: those that are known are taken, the
// others passed over, but for what looks like a misspelt `district`.
void understand_columns(Sheet& sheet, const std::string& source, const std::vector<ColumnRule>& rules) {
  const tables::BoundaryColumns columns = tables::boundary_columns(sheet.header);
  copy_column(sheet, columns.id, "id");
  copy_column(sheet, columns.name.empty() ? columns.id : columns.name, "name");
  if (!source.empty() && !sheet.has("source")) {
    sheet.header.emplace_back("source");
    for (SheetRow& row : sheet.rows) row.fields.push_back(source);
  }
  for (std::string& name : sheet.header) {
    const bool known =
        std::any_of(rules.begin(), rules.end(), [&](const ColumnRule& rule) { return rule.name == name; });
    if (!known && !tables::is_free_column(name) && nearest(name, {kDistrict}).empty()) name.insert(0, "x_");
  }
}

}  // namespace

const Boundary* boundary_of_people(Reading& reading, network::Coordinate p, std::int64_t micro) {
  const Holding found = boundaries_at(reading.boundaries, p);
  if (found.second != nullptr) reading.twice[{found.first->id, found.second->id}] += micro;
  return found.first;
}

void report_overlaps(Reading& reading) {
  for (const auto& [ids, micro] : reading.twice) {
    const std::int64_t persons = (micro + kMicro / 2) / kMicro;
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P222",
                          .problem = fmt::format("boundaries \"{}\" and \"{}\" overlap where {}", ids.first, ids.second,
                                                 counted(persons, "person lives", "people live")),
                          .why = fmt::format("counted in \"{}\", the first of the file", ids.first),
                          .where = reading.files.boundaries.path,
                          .suggestion = "check the outlines: districts should not share ground",
                          .persons = persons});
  }
}

void read_boundaries(Reading& reading) {
  const NamedFile& file = reading.files.boundaries;
  if (!file.named()) return;
  if (file.path.ends_with(".csv")) {
    reading.problems.add({.code = "P155",
                          .problem = "boundaries are outlines, and a table has none",
                          .where = file.where,
                          .suggestion = "name a layer of polygons, such as districts.geojson"});
    return;
  }
  const std::vector<ColumnRule> rules{
      {"id", Need::kRequired}, {"name", Need::kRequired}, {"source", Need::kRequired}, {kDistrict}};
  auto sheet = read_layer_sheet(reading, file, "boundaries", rules);
  if (!sheet) return;
  understand_columns(*sheet, reading.files.boundaries_source, rules);
  tables::check_columns(*sheet, rules, reading.problems);
  expect_rows(reading, *sheet);
  std::unordered_set<std::string> seen;
  for (const SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    const bool is_area = row.drawn().kind == geodata::ShapeKind::kPolygon;
    if (!is_area) report_shape(reading, row, "a polygon");
    Boundary boundary{row.id(),
                      row.text("name", Need::kRequired),
                      row.text(kDistrict, Need::kOptional),
                      row.text("source", Need::kRequired),
                      row.where(),
                      row.pcodes(),
                      row.drawn().shape};
    check_source(reading, boundary.source, boundary.where);
    if (boundary.district.empty()) boundary.district = boundary.id;
    if (!boundary.id.empty() && !seen.insert(boundary.id).second)
      report_duplicate(reading, "boundary", boundary.id, boundary.where);
    if (is_area) reading.boundaries.push_back(std::move(boundary));
  }
}

}  // namespace passage::casefile
