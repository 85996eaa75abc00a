// The roads of a case: drawn tables, or a network file of `passage import`.
#include "network/store.h"
#include "scenario/reading.h"

namespace passage::scenario {
namespace {

void read_network_file(Reading& reading) {
  if (!note_file(reading, reading.files.roads)) return;
  try {
    reading.c.network = network::read_network(reading.directory / reading.files.roads.path).network;
  } catch (const InputError& error) {
    for (Problem problem : error.problems()) {
      if (problem.where.empty()) problem.where = reading.files.roads.where;
      reading.problems.add(std::move(problem));
    }
    return;
  }
  const network::Network& net = reading.c.network;
  for (const network::NodeId node : net.position.ids()) reading.nodes.emplace(net.node_name[node], node);
  for (const network::RoadId road : net.length_mm.ids()) reading.roads.emplace(net.road_id[road], road);
  reading.roads_known = net.node_count() > 0;
}

}  // namespace

void read_roads(Reading& reading) {
  const std::string& path = reading.files.roads.path;
  if (path.ends_with(".csv")) return read_drawn_roads(reading);
  if (path.ends_with(".network")) return read_network_file(reading);
  reading.problems.add({.code = "P166",
                        .problem = fmt::format("roads \"{}\" are of no kind that is read", path),
                        .where = reading.files.roads.where,
                        .suggestion = path.ends_with(".osm.pbf") ? "passage import makes a .network of it"
                                                                 : "a table .csv with [files] nodes, or a .network"});
}

}  // namespace passage::scenario
