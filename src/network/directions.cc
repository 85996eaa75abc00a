#include "network/directions.h"

#include <algorithm>

#include "network/components.h"

namespace passage::network {
namespace {

constexpr Metres kAnywhere{50'000'000};  // farther than any two points on Earth

// Nodes that the mode may leave or come to.
std::vector<bool> nodes_of(const Network& network, Mode mode) {
  std::vector<bool> touched(network.node_count(), false);
  for (const ArcId a : network.head.ids()) {
    if (usable(network, a, mode)) touched[network.tail[a].index()] = touched[network.head[a].index()] = true;
  }
  return touched;
}

Directions described(const Network& network, const std::array<NearestNode, 2>& ends, Route route) {
  Directions out{.ends = ends, .route = std::move(route), .stretches = {}};
  for (const ArcId a : out.route.arcs) {
    const RoadId r = network.road[a];
    if (network.paved[r] == 0) out.unpaved_mm += network.length_mm[r];
    if (network.road_class[r] == RoadClass::kFerry) out.ferry_mm += network.length_mm[r];
    if (network.road_class[r] == RoadClass::kTurn) continue;
    const std::string name(network.road_name[r]);
    if (out.stretches.empty() || out.stretches.back().first != name) out.stretches.emplace_back(name, 0);
    out.stretches.back().second += network.length_mm[r];
  }
  return out;
}

// Why no route joins two nodes: islands of roads, or one-way roads.
Answer unreachable(const Network& network, const NodeGrid& grid, const std::array<Coordinate, 2>& at,
                   const std::array<NearestNode, 2>& ends, const Travel& travel) {
  const Components weak = components(network, travel.mode, Connection::kWeak);
  if (weak.of[ends[0].node] == weak.of[ends[1].node])
    return OneWay{shortest_route(network, ends[1].node, ends[0].node, travel).has_value()};
  const auto largest =
      static_cast<std::uint32_t>(std::max_element(weak.nodes.begin(), weak.nodes.end()) - weak.nodes.begin());
  Apart out{};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::uint32_t here = weak.of[ends[i].node];
    out.nodes[i] = weak.nodes[here];
    if (here == largest) continue;
    if (const auto other = grid.nearest(at[i], kAnywhere, [&](NodeId v) { return weak.of[v] == largest; }))
      out.from_largest[i] = other->distance;
  }
  return out;
}

}  // namespace

Answer directions(const Network& network, const NodeGrid& grid, const std::array<Coordinate, 2>& ends,
                  const Travel& travel, Metres snap) {
  const std::vector<bool> touched = nodes_of(network, travel.mode);
  const auto nearest = [&](Coordinate at, Metres limit) {
    return grid.nearest(at, limit, [&](NodeId v) { return touched[v.index()]; });
  };
  std::array<NearestNode, 2> found;
  for (std::size_t i = 0; i < 2; ++i) {
    if (const auto node = nearest(ends[i], snap)) {
      found[i] = *node;
      continue;
    }
    NoNodeNear none{static_cast<End>(i), std::nullopt};
    if (const auto far = nearest(ends[i], kAnywhere)) none.nearest = far->distance;
    return none;
  }
  if (auto route = shortest_route(network, found[0].node, found[1].node, travel))
    return described(network, found, std::move(*route));
  return unreachable(network, grid, ends, found, travel);
}

nlohmann::json json_of(const Network& network, const Directions& directions, const Travel& travel) {
  nlohmann::json roads = nlohmann::json::array();
  for (const ArcId a : directions.route.arcs) {
    const RoadId r = network.road[a];
    if (network.road_class[r] != RoadClass::kTurn) roads.push_back(std::string(network.road_id[r]));
  }
  const auto& [from, to] = directions.ends;
  return {{"length_m", static_cast<double>(directions.route.length_mm) / 1000},
          {"seconds", directions.route.millis / 1000},
          {"unpaved_m", static_cast<double>(directions.unpaved_mm) / 1000},
          {"ferry_m", static_cast<double>(directions.ferry_mm) / 1000},
          {"mode", name_of(travel.mode)},
          {"by", travel.by == By::kTime ? "time" : "length"},
          {"from_node", std::string(network.node_name[from.node])},
          {"to_node", std::string(network.node_name[to.node])},
          {"from_distance_m", from.distance.count()},
          {"to_distance_m", to.distance.count()},
          {"roads", std::move(roads)}};
}

const char* reason_of(const Answer& answer) {
  static constexpr const char* kReasons[] = {"", "no_node", "one_way", "components"};
  return kReasons[answer.index()];
}

}  // namespace passage::network
