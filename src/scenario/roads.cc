// The roads of a case: drawn tables, a network file, or OpenStreetMap data.
#include "network/load.h"
#include "scenario/reading.h"

namespace passage::scenario {
namespace {

void read_network_file(Reading& reading) {
  if (!note_file(reading, reading.files.roads)) return;
  try {
    reading.c.network = network::load_roads(reading.directory / reading.files.roads.path).network;
  } catch (const InputError& error) {
    for (Problem problem : error.problems()) {
      if (problem.where.empty()) problem.where = reading.files.roads.where;
      reading.problems.add(std::move(problem));
    }
    return;
  }
  reading.roads_known = reading.c.network.node_count() > 0;
}

}  // namespace

void read_roads(Reading& reading) {
  const std::string& path = reading.files.roads.path;
  if (path.ends_with(".csv")) return read_drawn_roads(reading);
  for (const char* ending : {".network", ".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"})
    if (path.ends_with(ending)) return read_network_file(reading);
  reading.problems.add({.code = "P166",
                        .problem = fmt::format("roads \"{}\" are of no kind that is read", path),
                        .where = reading.files.roads.where,
                        .suggestion = "a table .csv with [files] nodes, a .network of passage import, or an .osm.pbf"});
}

}  // namespace passage::scenario
