// A corridor drawn by waypoints: the quickest way by car through them, road by road.
#include <algorithm>
#include <cmath>

#include "casefile/agreement.h"
#include "network/nearest.h"
#include "network/routing.h"

namespace passage::casefile {

using scenario::RoadSide;

namespace {

using network::ArcId;
using network::NodeId;

std::optional<network::Coordinate> waypoint(const toml::node& point) {
  const toml::array* pair = point.as_array();
  if (pair == nullptr || pair->size() != 2) return std::nullopt;
  const auto lat = pair->get(0)->value<double>(), lon = pair->get(1)->value<double>();
  if (!lat || !lon || !(std::abs(*lat) <= 90) || !(std::abs(*lon) <= 180)) return std::nullopt;
  return network::Coordinate::of(*lat, *lon);
}

bool for_cars(const network::Network& net, NodeId node) {
  return std::any_of(net.out[node].begin(), net.out[node].end(),
                     [&](ArcId arc) { return network::usable(net, arc, network::Mode::kCar); });
}

}  // namespace

std::vector<RoadSide> route_waypoints(AgreementReading& a, const scenario::Corridor& corridor,
                                      const toml::array& points, const std::string& where) {
  const network::Network& net = a.reading.c.network;
  std::vector<RoadSide> sides;
  if (!a.reading.roads_known) return sides;
  const auto refuse = [&](std::string problem, std::string help) {
    a.reading.problems.add(
        {.code = "P143", .problem = std::move(problem), .where = where, .suggestion = std::move(help)});
    return std::vector<RoadSide>{};
  };
  if (points.size() < 2) return refuse(fmt::format("corridor \"{}\" needs two waypoints or more", corridor.id), "");
  const network::NodeGrid grid(net);
  NodeId at;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto point = waypoint(*points.get(i));
    if (!point)
      return refuse(fmt::format("waypoint {} of corridor \"{}\" is not [lat, lon] in degrees", i + 1, corridor.id), "");
    const auto nearest = grid.nearest(*point, a.reading.c.snap, [&](NodeId node) { return for_cars(net, node); });
    if (!nearest)
      return refuse(fmt::format("waypoint {} of corridor \"{}\" is not near a road for cars", i + 1, corridor.id),
                    "a waypoint is [lat, lon], not [lon, lat]; snap_m in [rules] is how far a road may be");
    const NodeId next = nearest->node;
    if (at.valid() && next != at) {
      const auto way = network::shortest_route(net, at, next, {});
      if (!way)
        return refuse(fmt::format("corridor \"{}\": no road leads from waypoint {} to {}", corridor.id, i, i + 1), "");
      for (const ArcId arc : way->arcs) sides.push_back({net.road[arc], net.direction[arc]});
    }
    at = next;
  }
  if (sides.empty())
    return refuse(fmt::format("all waypoints of corridor \"{}\" are at the same crossroads", corridor.id),
                  "give where it begins and where it ends");
  return sides;
}

}  // namespace passage::casefile
