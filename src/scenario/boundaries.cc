#include "scenario/boundaries.h"

#include <unordered_set>

#include "scenario/reading.h"

namespace passage::scenario {

const Boundary* boundary_at(const std::vector<Boundary>& boundaries, network::Coordinate p) {
  Box point;
  point.add(p);
  for (const Boundary& boundary : boundaries)
    if (boundary.area.box().meets(point) && boundary.area.contains(p)) return &boundary;
  return nullptr;
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
