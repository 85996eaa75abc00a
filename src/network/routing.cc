#include "network/routing.h"

#include <algorithm>

#include "graph/compressed_rows.h"
#include "graph/dijkstra.h"

namespace passage::network {
namespace {

using Costs = Table<NodeId, std::int64_t>;

bool passes(const Network& network, ArcId arc, Mode mode, const ArcFilter& filter) {
  return usable(network, arc, mode) && (!filter || filter(arc));
}

Route route_back(const Network& network, NodeId from, NodeId to, const Table<NodeId, ArcId>& by, const Travel& travel) {
  Route route;
  for (NodeId at = to; at != from; at = network.tail[by[at]]) route.arcs.push_back(by[at]);
  std::reverse(route.arcs.begin(), route.arcs.end());
  // Sums by speed keep the fractions short.
  std::vector<std::pair<std::int64_t, std::int64_t>> length_at;
  for (const ArcId arc : route.arcs) {
    const std::int64_t length = network.length_mm[network.road[arc]];
    route.length_mm += length;
    route.cost += cost_of(network, arc, travel);
    length_at.emplace_back(speed_of(network, network.road[arc], travel), length);
  }
  std::sort(length_at.begin(), length_at.end());
  double fraction = 0;
  for (std::size_t i = 0, j = 0; i < length_at.size(); i = j) {
    std::int64_t length = 0;
    for (; j < length_at.size() && length_at[j].first == length_at[i].first; ++j) length += length_at[j].second;
    fraction += travel_millis(length, length_at[i].first).to_double();
  }
  route.millis = fraction;
  return route;
}

}  // namespace

bool usable(const Network& network, ArcId arc, Mode mode) {
  const RoadId road = network.road[arc];
  return (network.modes[arc] & mode_bit(mode)) != 0 && network.capacity_milli_veh_h[road] > 0 &&
         network.speed_m_h[road] > 0;
}

std::int64_t speed_of(const Network& network, RoadId road, const Travel& travel) {
  return travel.mode == Mode::kCar || network.road_class[road] == RoadClass::kFerry ? network.speed_m_h[road]
                                                                                    : travel.walk_m_h;
}

std::int64_t cost_of(const Network& network, ArcId arc, const Travel& travel) {
  const RoadId road = network.road[arc];
  if (travel.by == By::kLength) return network.length_mm[road];
  return narrow(ceil_div(Int128{network.length_mm[road]} * 3600, speed_of(network, road, travel)));
}

std::optional<Route> shortest_route(const Network& network, NodeId from, NodeId to, const Travel& travel,
                                    const ArcFilter& filter) {
  Costs cost(network.node_count(), kUnreached);
  Table<NodeId, ArcId> by(network.node_count());
  graph::Dijkstra<NodeId, Costs> search(cost);
  search.reach(from, 0);
  while (const auto at = search.next()) {
    if (*at == to) return route_back(network, from, to, by, travel);
    for (const ArcId arc : network.out[*at]) {
      if (!passes(network, arc, travel.mode, filter)) continue;
      const NodeId head = network.head[arc];
      if (search.reach(head, cost[*at] + cost_of(network, arc, travel))) by[head] = arc;
    }
  }
  return std::nullopt;
}

ToNearest to_nearest(const Network& network, const std::vector<NodeId>& targets, const Travel& travel,
                     const ArcFilter& filter) {
  const IncomingArcs incoming = incoming_arcs(network);
  ToNearest result{Costs(network.node_count(), kUnreached), Table<NodeId, ArcId>(network.node_count())};
  graph::Dijkstra<NodeId, Costs> search(result.cost);
  for (const NodeId target : targets) search.reach(target, 0);
  while (const auto at = search.next()) {
    for (const auto slot : incoming.into[*at]) {
      const ArcId arc = incoming.arcs[slot.index()];
      if (!passes(network, arc, travel.mode, filter)) continue;
      const NodeId tail = network.tail[arc];
      if (search.reach(tail, result.cost[*at] + cost_of(network, arc, travel))) result.next[tail] = arc;
    }
  }
  return result;
}

IncomingArcs incoming_arcs(const Network& network) {
  auto rows = graph::compressed_rows<NodeId, ArcId>(network.node_count(), [&](const auto& put) {
    for (const ArcId arc : network.head.ids()) put(network.head[arc], arc);
  });
  return {Rows<NodeId, Id<IncomingTag>>(std::move(rows.first)), std::move(rows.values)};
}

}  // namespace passage::network
