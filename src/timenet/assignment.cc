#include "timenet/assignment.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

#include "timenet/contract.h"

namespace passage::timenet {
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
  explicit Tree(const Movement& m) : m_(m), first_(m.node.size() + 1, 0), into_(m.tail.size()), place_(m.tail.size()) {
    for (const SpotId v : m.head) ++first_[v.index() + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const MoveId a : m.tail.ids()) {
      place_[a] = at[m.head[a].index()]++;
      into_[place_[a]] = {0, m.tail[a], a};
    }
  }

  void set_cost(MoveId a, double cost) { into_[place_[a]].cost = cost; }

  void grow() {
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
      for (std::uint32_t i = first_[v.index()]; i < first_[v.index() + 1]; ++i) {
        const In& in = into_[i];
        if (there + in.cost >= best_[in.tail]) continue;
        queue.emplace(best_[in.tail] = there + in.cost, in.tail);
        next[in.tail] = in.move;
      }
    }
  }

  Table<SpotId, MoveId> next;
  std::vector<SpotId> order;

 private:
  struct In {  // a move, at its head
    double cost;
    SpotId tail;
    MoveId move;
  };
  const Movement& m_;
  std::vector<std::uint32_t> first_;
  std::vector<In> into_;
  Table<MoveId, std::uint32_t> place_;  // of into_
  Table<SpotId, double> best_;
};

}  // namespace

Table<SpotId, char> assigned_ways(const Movement& outer, int rounds) {
  const Contracted whole = contract(outer, Table<MoveId, char>(outer.tail.size(), 1));
  const Movement& m = whole.movement;
  const Table<MoveId, double> capacity = capacities(m);
  Table<MoveId, double> mean(m.tail.size(), 0);
  Table<SpotId, char> out(outer.node.size(), 0);
  Tree tree(m);
  for (int round = 0; round < rounds; ++round) {
    for (const MoveId a : mean.ids()) {
      const double full = std::min(mean[a] / capacity[a], 30.0);
      tree.set_cost(a, static_cast<double>(m.time[a].count()) * (1 + full * full) + 1);
    }
    tree.grow();
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

}  // namespace passage::timenet
