#include "scenario/boundaries.h"

#include <unordered_set>

#include "core/text.h"
#include "scenario/reading.h"

namespace passage::scenario {

Holding boundaries_at(const std::vector<Boundary>& boundaries, network::Coordinate p) {
  Box point;
  point.add(p);
  Holding out;
  for (const Boundary& boundary : boundaries) {
    if (!boundary.area.box().meets(point) || !boundary.area.contains(p)) continue;
    if (out.first != nullptr) {
      out.second = &boundary;
      break;
    }
    out.first = &boundary;
  }
  return out;
}

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
  const auto sheet =
      read_place_sheet(reading, file, "boundaries",
                       {{"id", Need::kRequired}, {"name", Need::kRequired}, {"source", Need::kRequired}, {"district"}});
  if (!sheet) return;
  std::unordered_set<std::string> seen;
  for (const SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    const auto rings = read_polygon(reading, row);
    Boundary boundary{row.id(),
                      row.text("name", Need::kRequired),
                      row.text("district", Need::kOptional),
                      row.text("source", Need::kRequired),
                      row.where(),
                      row.pcodes(),
                      Area(rings)};
    check_source(reading, boundary.source, boundary.where);
    if (boundary.district.empty()) boundary.district = boundary.id;
    if (!boundary.id.empty() && !seen.insert(boundary.id).second)
      report_duplicate(reading, "boundary", boundary.id, boundary.where);
    if (!rings.empty()) reading.boundaries.push_back(std::move(boundary));
  }
}

}  // namespace passage::scenario
