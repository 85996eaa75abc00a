#include "planner/assignment.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "planner/contract.h"
#include "planner/moves_at.h"

namespace passage::planner {
namespace {

constexpr double kFar = std::numeric_limits<double>::max();

// Persons over all hours; no limit = infinite.
Table<MoveId, double> capacities(const Movement& m) {
  Table<MoveId, double> out(m.tail.size(), std::numeric_limits<double>::infinity());
  std::vector<double> open;  // hours, by set
  for (const TimeSet& set : m.sets) {
    Millis sum{0};
    for (const CaseInterval& i : set.times) sum += i.length();
    open.push_back(static_cast<double>(sum.count()) / 3.6e6);
  }
  Table<SpotId, double> room(m.node.size(), std::numeric_limits<double>::infinity());
  for (const Hub& hub : m.hubs) {
    if (hub.capacity) room[hub.spot] = static_cast<double>(hub.capacity->count());
  }
  for (const MoveId a : m.tail.ids()) {
    if (!(m.persons_per_h[a] < Rational{0})) out[a] = m.persons_per_h[a].to_double() * open[m.open[a]];
    out[a] = std::max(1.0, std::min(out[a], room[m.head[a]]));
  }
  return out;
}

// First moves of the cheapest ways to any hub; spots in order of their cost.
class Tree {
 public:
  explicit Tree(const Movement& m) : m_(m), into_(m.head, m.node.size()) {}

  void grow(const Table<MoveId, double>& cost) {
    best_ = Table<SpotId, double>(m_.node.size(), kFar);
    next = Table<SpotId, MoveId>(m_.node.size());
    order.clear();
    using Entry = std::pair<double, SpotId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (const Hub& hub : m_.hubs) queue.emplace(best_[hub.spot] = 0, hub.spot);
    while (!queue.empty()) {
      const auto [there, v] = queue.top();
      queue.pop();
      if (best_[v] < there) continue;
      order.push_back(v);
      for (const MoveId a : into_[v]) {
        const SpotId u = m_.tail[a];
        if (there + cost[a] >= best_[u]) continue;
        queue.emplace(best_[u] = there + cost[a], u);
        next[u] = a;
      }
    }
  }

  Table<SpotId, MoveId> next;
  std::vector<SpotId> order;

 private:
  const Movement& m_;
  MovesAt into_;
  Table<SpotId, double> best_;
};

}  // namespace

Table<SpotId, char> assigned_ways(const Movement& outer, int rounds) {
  const Contracted whole = contract(outer, Table<MoveId, char>(outer.tail.size(), 1));
  const Movement& m = whole.movement;
  const Table<MoveId, double> capacity = capacities(m);
  Table<MoveId, double> cost(m.tail.size()), mean(m.tail.size(), 0);
  Table<SpotId, char> out(outer.node.size(), 0);
  Tree tree(m);
  for (int round = 0; round < rounds; ++round) {
    for (const MoveId a : cost.ids()) {
      const double full = std::min(mean[a] / capacity[a], 30.0);
      cost[a] = static_cast<double>(m.time[a].count()) * (1 + full * full) + 1;
    }
    tree.grow(cost);
    Table<SpotId, double> passing(m.node.size(), 0);
    for (const Supply& s : m.supplies) passing[s.spot] += static_cast<double>(s.persons.count());
    for (double& persons : mean) persons *= static_cast<double>(round) / (round + 1);
    for (std::size_t i = tree.order.size(); i-- > 0;) {  // farthest first
      const SpotId v = tree.order[i];
      if (!(passing[v] > 0)) continue;
      out[whole.spot[v]] = 1;
      const MoveId a = tree.next[v];
      if (!a.valid()) continue;
      passing[m.head[a]] += passing[v];
      mean[a] += passing[v] / (round + 1);
      for (const MoveId on : whole.chain(a)) out[outer.head[on]] = 1;
    }
  }
  return out;
}

}  // namespace passage::planner
