// A corridor drawn by waypoints: the quickest way by car through them, road by road.
#include <limits>
#include <queue>

#include "scenario/agreement.h"
#include "scenario/nearby.h"

namespace passage::scenario {
namespace {

using network::ArcId;
using network::NodeId;

// Arcs of the quickest way by car; empty if there is none or it has no length.
std::vector<ArcId> quickest(const network::Network& net, NodeId from, NodeId to) {
  std::vector<double> best(net.node_count(), std::numeric_limits<double>::infinity());
  std::vector<ArcId> into(net.node_count());
  using Entry = std::pair<double, NodeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  best[from.index()] = 0;
  queue.push({0, from});
  while (!queue.empty()) {
    const auto [at, node] = queue.top();
    queue.pop();
    if (at > best[node.index()]) continue;
    if (node == to) break;
    for (const ArcId arc : net.out[node]) {
      if ((net.modes[arc] & mode_bit(network::Mode::kCar)) == 0) continue;
      const network::RoadId road = net.road[arc];
      const double next = at + static_cast<double>(net.length_mm[road]) / static_cast<double>(net.speed_m_h[road]);
      if (next >= best[net.head[arc].index()]) continue;
      best[net.head[arc].index()] = next;
      into[net.head[arc].index()] = arc;
      queue.push({next, net.head[arc]});
    }
  }
  std::vector<ArcId> way;
  for (NodeId node = to; node != from && into[node.index()].valid(); node = net.tail[into[node.index()]])
    way.push_back(into[node.index()]);
  return {way.rbegin(), way.rend()};
}

std::optional<network::Coordinate> waypoint(const toml::node& point) {
  const toml::array* pair = point.as_array();
  if (pair == nullptr || pair->size() != 2) return std::nullopt;
  const auto lat = pair->get(0)->value<double>(), lon = pair->get(1)->value<double>();
  if (!lat || !lon || !(std::abs(*lat) <= 90) || !(std::abs(*lon) <= 180)) return std::nullopt;
  return network::Coordinate::of(*lat, *lon);
}

NodeId nearest_for_cars(const network::Network& net, const Nearby& nearby, network::Coordinate p, Metres snap) {
  for (const Candidate& at : nearby.within(p, snap))
    for (const ArcId arc : net.out[at.node])
      if ((net.modes[arc] & mode_bit(network::Mode::kCar)) != 0) return at.node;
  return {};
}

}  // namespace

std::vector<RoadSide> route_waypoints(AgreementReading& a, const Corridor& corridor, const toml::array& points,
                                      const std::string& where) {
  const network::Network& net = a.reading.c.network;
  std::vector<RoadSide> sides;
  if (!a.reading.roads_known) return sides;
  const auto refuse = [&](std::string problem, std::string help) {
    a.reading.problems.add(
        {.code = "P143", .problem = std::move(problem), .where = where, .suggestion = std::move(help)});
    return std::vector<RoadSide>{};
  };
  if (points.size() < 2) return refuse(fmt::format("corridor \"{}\" needs two waypoints or more", corridor.id), "");
  const Nearby nearby(net, a.reading.c.snap);
  NodeId at;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto point = waypoint(*points.get(i));
    if (!point)
      return refuse(fmt::format("waypoint {} of corridor \"{}\" is not [lat, lon] in degrees", i + 1, corridor.id), "");
    const NodeId next = nearest_for_cars(net, nearby, *point, a.reading.c.snap);
    if (!next.valid())
      return refuse(fmt::format("waypoint {} of corridor \"{}\" is not near a road for cars", i + 1, corridor.id),
                    "a waypoint is [lat, lon]; snap_m in [rules] is how far a road may be");
    if (at.valid() && next != at) {
      const auto way = quickest(net, at, next);
      if (way.empty())
        return refuse(fmt::format("corridor \"{}\": no road leads from waypoint {} to {}", corridor.id, i, i + 1), "");
      for (const ArcId arc : way) sides.push_back({net.road[arc], net.direction[arc]});
    }
    at = next;
  }
  return sides;
}

}  // namespace passage::scenario
