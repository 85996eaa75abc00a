#include "api/roads.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/calls.h"
#include "core/measure.h"
#include "core/text.h"
#include "jobs/task.h"
#include "network/store.h"
#include "osm/import.h"

namespace passage::api {
namespace {

ImportedRoads told(const osm::ImportedRoads& roads, const std::string& output, double seconds) {
  const network::Network& net = roads.network;
  ImportedRoads out{{}, net.node_count(), net.arc_count(), net.road_count(), roads.meta.findings.size()};
  out.json = nlohmann::json{{"nodes", out.nodes},       {"arcs", out.arcs},   {"roads", out.roads},
                            {"findings", out.findings}, {"seconds", seconds}, {"peak_bytes", peak_bytes()}}
                 .dump();
  const auto figure = [](std::size_t count) { return grouped(static_cast<std::int64_t>(count)); };
  out.page = fmt::format("{} nodes, {} roads, {} arcs; wrote {}\n", figure(out.nodes), figure(out.roads),
                         figure(out.arcs), output);
  return out;
}

}  // namespace

ImportedRoads import_roads(const std::filesystem::path& input, const std::filesystem::path& output,
                           const std::filesystem::path& model, Overwrite overwrite, const Task& task) {
  return answered([&] {
    const Stopwatch watch;
    const network::RoadModel speeds = model.empty()
                                          ? network::RoadModel::standard()
                                          : network::RoadModel::with_overrides(read_file(model), model.string());
    expect_writable(output, ours(overwrite));  // before the work
    const osm::ImportedRoads roads = osm::import_osm(input, speeds, task.inside());
    network::write_network(output, roads.network, roads.meta, ours(overwrite));
    return told(roads, output.string(), watch.seconds());
  });
}

}  // namespace passage::api
