#include "certify/zones.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace passage::certify {
namespace {

struct Side {
  NodeId tail, head;
  Tick time = 0;
};

Side side_of(const Case& c, Mode mode, const Precision& precision, std::size_t index) {
  const network::Network& net = c.network;
  const RoadId road{index / 2};
  const bool back = index % 2 != 0;
  const Rational time = travel_time(c, road, mode);
  const Int128 scaled = Int128{time.num()} * precision.per_ms;
  const Int128 ticks =
      precision.rounding == Rounding::kInner ? ceil_div(scaled, time.den()) : floor_div(scaled, time.den());
  return {back ? net.to[road] : net.from[road], back ? net.from[road] : net.to[road], narrow(ticks)};
}

}  // namespace

std::vector<Tick> time_to_clear(const Case& c, Mode mode, const Precision& precision, const Zone& zone,
                                const std::vector<NodeId>& inside) {
  std::vector<Side> sides;
  std::unordered_map<NodeId, std::vector<std::size_t>> into;
  for (const std::size_t index : zone.sides) {
    sides.push_back(side_of(c, mode, precision, index));
    into[sides.back().head].push_back(sides.size() - 1);
  }
  const auto is_inside = [&](NodeId v) { return std::binary_search(inside.begin(), inside.end(), v); };
  std::unordered_map<NodeId, Tick> left;  // to the nearest off node
  using Reached = std::pair<Tick, NodeId>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
  for (const Side& side : sides) {
    if (!is_inside(side.head) && left.emplace(side.head, 0).second) queue.emplace(0, side.head);
  }
  while (!queue.empty()) {
    const auto [time, v] = queue.top();
    queue.pop();
    const auto ending = into.find(v);
    if (left.at(v) < time || ending == into.end()) continue;
    for (const std::size_t i : ending->second) {
      const NodeId u = sides[i].tail;
      const auto [known, fresh] = left.emplace(u, time + sides[i].time);
      if (!fresh && known->second <= time + sides[i].time) continue;
      known->second = time + sides[i].time;
      queue.emplace(known->second, u);
    }
  }
  std::vector<Tick> need;
  for (const Side& side : sides) {
    const auto found = left.find(side.head);
    need.push_back(found == left.end() ? -1 : side.time + found->second);
  }
  return need;
}

}  // namespace passage::certify
