#include "network/routing.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace passage::network {
namespace {

struct Entry {
  std::int64_t cost;
  NodeId node;
  bool operator>(const Entry& other) const { return std::tie(cost, node) > std::tie(other.cost, other.node); }
};
using Heap = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

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
  Table<NodeId, std::int64_t> cost(network.node_count(), kUnreached);
  Table<NodeId, ArcId> by(network.node_count());
  Heap heap;
  cost[from] = 0;
  heap.push({0, from});
  while (!heap.empty()) {
    const auto [at_cost, at] = heap.top();
    heap.pop();
    if (at_cost > cost[at]) continue;
    if (at == to) return route_back(network, from, to, by, travel);
    for (const ArcId arc : network.out[at]) {
      if (!passes(network, arc, travel.mode, filter)) continue;
      const std::int64_t there = at_cost + cost_of(network, arc, travel);
      const NodeId head = network.head[arc];
      if (there >= cost[head]) continue;
      cost[head] = there;
      by[head] = arc;
      heap.push({there, head});
    }
  }
  return std::nullopt;
}

ToNearest to_nearest(const Network& network, const std::vector<NodeId>& targets, const Travel& travel,
                     const ArcFilter& filter) {
  const IncomingArcs incoming = incoming_arcs(network);
  ToNearest result{Table<NodeId, std::int64_t>(network.node_count(), kUnreached),
                   Table<NodeId, ArcId>(network.node_count())};
  Heap heap;
  for (const NodeId target : targets) {
    result.cost[target] = 0;
    heap.push({0, target});
  }
  while (!heap.empty()) {
    const auto [at_cost, at] = heap.top();
    heap.pop();
    if (at_cost > result.cost[at]) continue;
    for (const auto slot : incoming.into[at]) {
      const ArcId arc = incoming.arcs[slot.index()];
      if (!passes(network, arc, travel.mode, filter)) continue;
      const std::int64_t there = at_cost + cost_of(network, arc, travel);
      const NodeId tail = network.tail[arc];
      if (there >= result.cost[tail]) continue;
      result.cost[tail] = there;
      result.next[tail] = arc;
      heap.push({there, tail});
    }
  }
  return result;
}

IncomingArcs incoming_arcs(const Network& network) {
  std::vector<std::uint32_t> first(network.node_count() + 1, 0);
  for (const NodeId head : network.head) ++first[head.index() + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  IncomingArcs incoming{Rows<NodeId, Id<IncomingTag>>(first), std::vector<ArcId>(network.arc_count())};
  for (const ArcId arc : network.head.ids()) incoming.arcs[first[network.head[arc].index()]++] = arc;
  return incoming;
}

}  // namespace passage::network
