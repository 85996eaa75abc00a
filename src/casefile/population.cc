// People of a raster: persons per cell, each cell in the district that holds its centre.
#include <cmath>
#include <numeric>

#include "casefile/settlement.h"
#include "core/apportion.h"
#include "core/text.h"
#include "geodata/raster.h"

namespace passage::casefile {
namespace {

constexpr double kMostPersons = 1e9;  // in a cell, and in all; cells count in kMicro, so that sums are exact

// What a raster needs beside it; false (and a problem) where something is missing.
bool can_be_settled(Reading& reading) {
  const NamedFile& file = reading.files.people;
  if (reading.files.people_source.empty())
    reading.problems.add({.code = "P106",
                          .problem = "[files] has no key \"people_source\"",
                          .why = "a raster does not name its source",
                          .where = file.where,
                          .suggestion = "people_source = \"ID\", an id of [sources]"});
  if (!reading.files.boundaries.named())
    reading.problems.add({.code = "P160",
                          .problem = "people of a raster need [files] boundaries",
                          .where = file.where,
                          .suggestion = "boundaries = \"districts.geojson\": polygons with id, name, source"});
  return reading.files.boundaries.named() && !reading.boundaries.empty();
}

// Cells by boundary; the last list is of those in none.
struct Cells {
  std::vector<std::vector<Stand>> stands;
  std::vector<std::int64_t> micro;  // their sums
};

Cells cells_by_boundary(Reading& reading, const std::vector<geodata::RasterCell>& cells) {
  const std::size_t outside = reading.boundaries.size();
  Cells out{std::vector<std::vector<Stand>>(outside + 1), std::vector<std::int64_t>(outside + 1, 0)};
  for (const geodata::RasterCell& cell : cells) {
    const Stand stand{{cell.centre.lat_e7, cell.centre.lon_e7}, std::llround(cell.value * kMicro)};
    const Boundary* boundary = boundary_of_people(reading, stand.position, stand.weight);
    const auto at = boundary == nullptr ? outside : static_cast<std::size_t>(boundary - reading.boundaries.data());
    out.micro[at] += stand.weight;
    out.stands[at].push_back(stand);
  }
  return out;
}

Origin origin_of(const Reading& reading, const Boundary& boundary, std::int64_t persons) {
  Origin origin;
  origin.id = boundary.id;
  origin.name = boundary.name;
  origin.district = boundary.district;
  origin.source = reading.files.people_source;
  origin.pcodes = boundary.pcodes;
  origin.persons = Persons{persons};
  origin.where = boundary.where;
  split_people(origin, reading.c.behaviour, reading.c.behaviour.car_share);
  return origin;
}

void report_settled(Reading& reading, std::size_t cells, std::int64_t persons, std::int64_t outside) {
  const std::string& file = reading.files.people.path;
  reading.problems.add(
      {.severity = Severity::kFinding,
       .code = "P221",
       .problem = fmt::format("{} of {} {} gathered into {}", people_text(persons),
                              counted(static_cast<std::int64_t>(cells), "cell"), persons == 1 ? "is" : "are",
                              counted(static_cast<std::int64_t>(reading.c.origins.size()), "origin")),
       .why = fmt::format("one a district and square of {:.0f} m", reading.gather.count()),
       .where = file,
       .suggestion = "gather_m in [rules] is the width",
       .persons = persons});
  if (outside == 0) return;
  reading.problems.add({.severity = Severity::kFinding,
                        .code = "P217",
                        .problem = counted(outside, "person lives", "people live") + " in cells outside every boundary",
                        .why = "they are not in this case",
                        .where = file,
                        .suggestion = "check the boundaries, if they should be",
                        .persons = outside});
}

}  // namespace

void read_population(Reading& reading) {
  const NamedFile& file = reading.files.people;
  const bool ready = can_be_settled(reading);
  if (!note_file(reading, file)) return;
  const auto raster = geodata::read_cells(reading.directory / file.path, kMostPersons, file.path, reading.problems);
  if (!raster || !ready) return;
  note_companions(reading, file, raster->files);
  double sum = 0;
  for (const geodata::RasterCell& cell : raster->cells) sum += cell.value;
  if (sum > kMostPersons * 10) {
    reading.problems.add({.code = "P116",
                          .problem = fmt::format("the raster holds {:.0f} people", sum),
                          .where = file.path,
                          .suggestion = "persons per cell are meant"});
    return;
  }
  const Cells cells = cells_by_boundary(reading, raster->cells);
  std::int64_t micro = 0;
  for (const std::int64_t part : cells.micro) micro += part;
  if (micro == cells.micro.back()) {
    reading.problems.add({.code = "P161",
                          .problem = "no populated cell of the raster lies in any boundary",
                          .where = file.path,
                          .suggestion = "check that both are of the same region, and their coordinate systems"});
    return;
  }
  const auto persons = apportion((micro + kMicro / 2) / kMicro, cells.micro);
  std::size_t used = 0;
  for (std::size_t i = 0; i < reading.boundaries.size(); ++i) {
    used += cells.stands[i].size();
    settle(reading, origin_of(reading, reading.boundaries[i], persons[i]), gathered(cells.stands[i], reading.gather));
  }
  report_settled(reading, used, std::accumulate(persons.begin(), persons.end() - 1, std::int64_t{0}), persons.back());
}

}  // namespace passage::casefile
