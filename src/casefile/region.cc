// Whether the roads are those of the country where the people are.
#include <cmath>
#include <limits>

#include "casefile/reading.h"
#include "core/text.h"
#include "network/nearest.h"

namespace passage::casefile {
namespace {

using network::Coordinate;
using network::NodeId;

struct TypedPlace {
  Coordinate position;
  const std::string *id, *where;
};

// People and refuges that are placed by degrees; none if one of them stands at a node.
std::vector<TypedPlace> typed_places(const Reading& reading) {
  std::vector<TypedPlace> out;
  bool at_node = false;
  const auto take = [&](const auto& places) {
    for (const auto& place : places) {
      at_node = at_node || place.car_node.valid();
      if (!reading.unplaced.contains(place.where)) out.push_back({place.position, &place.id, &place.where});
    }
  };
  take(reading.c.origins);
  take(reading.c.refuges);
  if (at_node) out.clear();
  return out;
}

// Degrees the wrong way round are told place by place (P131).
Coordinate swapped(Coordinate p) {
  return std::abs(p.lon()) <= 90 ? Coordinate::of(p.lon(), p.lat()) : p;
}

struct Nearest {
  Metres distance{std::numeric_limits<double>::infinity()};
  const TypedPlace* place = nullptr;
  NodeId node;
};

// Cost: places x nodes.
Nearest nearest_of(const std::vector<TypedPlace>& places, const network::Network& net) {
  Nearest best;
  for (const TypedPlace& place : places)
    for (const NodeId node : net.position.ids())
      if (const Metres d = network::distance(place.position, net.position[node]); d < best.distance)
        best = {d, &place, node};
  return best;
}

std::string road_name_at(const network::Network& net, NodeId node) {
  for (const network::ArcId arc : net.out[node])
    if (!net.road_name[net.road[arc]].empty()) return std::string(net.road_name[net.road[arc]]);
  return "a road";
}

}  // namespace

void expect_roads_near(Reading& reading) {
  constexpr Metres kElsewhere{100'000};
  constexpr std::size_t kPlacesLookedAt = 1000;  // of a raster's origins
  const network::Network& net = reading.c.network;
  std::vector<TypedPlace> places = typed_places(reading);
  if (places.empty() || net.node_count() == 0) return;
  const network::NodeGrid grid(net);
  for (const TypedPlace& place : places)
    if (grid.nearest(place.position, kElsewhere) || grid.nearest(swapped(place.position), kElsewhere)) return;
  if (places.size() > kPlacesLookedAt) places.resize(kPlacesLookedAt);
  const Nearest nearest = nearest_of(places, net);
  const Coordinate there = nearest.place->position, here = net.position[nearest.node];
  std::vector<Problem> errors;  // findings would tell of what lies near no road, one by one
  for (const Problem& problem : reading.problems.list())
    if (problem.severity == Severity::kError) errors.push_back(problem);
  errors.push_back(
      {.code = "P167",
       .problem = fmt::format("the roads are elsewhere: {} km from the people and refuges",
                              grouped(static_cast<std::int64_t>(nearest.distance.count() / 1000 + 0.5))),
       .why = fmt::format("nearest are \"{}\" at {:.4f}, {:.4f} and {} at {:.4f}, {:.4f}", *nearest.place->id,
                          there.lat(), there.lon(), road_name_at(net, nearest.node), here.lat(), here.lon()),
       .where = reading.files.roads.where,
       .suggestion = fmt::format("is \"{}\" of the same country as \"{}\"?", reading.files.roads.path,
                                 reading.files.refuges.path)});
  throw InputError(std::move(errors));
}

}  // namespace passage::casefile
