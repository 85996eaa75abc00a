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
Table<LinkId, double> capacities(const TravelNetwork& m) {
  Table<LinkId, double> out(m.tail.size(), std::numeric_limits<double>::infinity());
  std::vector<double> open;  // hours, by set
  for (const TimeSet& set : m.sets) {
    Millis sum{0};
    for (const CaseInterval& i : set.times) sum += i.length();
    open.push_back(static_cast<double>(sum.count()) / 3.6e6);
  }
  Table<VertexId, double> room(m.node.size(), std::numeric_limits<double>::infinity());
  for (const Hub& hub : m.hubs) {
    if (hub.capacity) room[hub.vertex] = static_cast<double>(hub.capacity->count());
  }
  for (const LinkId a : m.tail.ids()) {
    if (!(m.persons_per_h[a] < Rational{0})) out[a] = m.persons_per_h[a].to_double() * open[m.open[a]];
    out[a] = std::max(1.0, std::min(out[a], room[m.head[a]]));
  }
  return out;
}

// First links of the cheapest ways to any hub; vertices in order of their cost.
class Tree {
 public:
  explicit Tree(const TravelNetwork& m)
      : m_(m), first_(m.node.size() + 1, 0), into_(m.tail.size()), place_(m.tail.size()) {
    for (const VertexId v : m.head) ++first_[v.index() + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const LinkId a : m.tail.ids()) {
      place_[a] = at[m.head[a].index()]++;
      into_[place_[a]] = {0, m.tail[a], a};
    }
  }

  void set_cost(LinkId a, double cost) { into_[place_[a]].cost = cost; }

  void grow() {
    best_ = Table<VertexId, double>(m_.node.size(), kFar);
    next = Table<VertexId, LinkId>(m_.node.size());
    order.clear();
    using Entry = std::pair<double, VertexId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (const Hub& hub : m_.hubs) queue.emplace(best_[hub.vertex] = 0, hub.vertex);
    while (!queue.empty()) {
      const auto [there, v] = queue.top();
      queue.pop();
      if (best_[v] < there) continue;
      order.push_back(v);
      for (std::uint32_t i = first_[v.index()]; i < first_[v.index() + 1]; ++i) {
        const In& in = into_[i];
        if (there + in.cost >= best_[in.tail]) continue;
        queue.emplace(best_[in.tail] = there + in.cost, in.tail);
        next[in.tail] = in.link;
      }
    }
  }

  Table<VertexId, LinkId> next;
  std::vector<VertexId> order;

 private:
  struct In {  // a link, at its head
    double cost;
    VertexId tail;
    LinkId link;
  };
  const TravelNetwork& m_;
  std::vector<std::uint32_t> first_;
  std::vector<In> into_;
  Table<LinkId, std::uint32_t> place_;  // of into_
  Table<VertexId, double> best_;
};

}  // namespace

Table<VertexId, char> assigned_ways(const TravelNetwork& outer, int rounds) {
  const Contracted whole = contract(outer, Table<LinkId, char>(outer.tail.size(), 1));
  const TravelNetwork& m = whole.travel;
  const Table<LinkId, double> capacity = capacities(m);
  Table<LinkId, double> mean(m.tail.size(), 0);
  Table<VertexId, char> out(outer.node.size(), 0);
  Tree tree(m);
  for (int round = 0; round < rounds; ++round) {
    for (const LinkId a : mean.ids()) {
      const double full = std::min(mean[a] / capacity[a], 30.0);
      tree.set_cost(a, static_cast<double>(m.time[a].count()) * (1 + full * full) + 1);
    }
    tree.grow();
    Table<VertexId, double> passing(m.node.size(), 0);
    for (const Supply& s : m.supplies) passing[s.vertex] += static_cast<double>(s.persons.count());
    for (double& persons : mean) persons *= static_cast<double>(round) / (round + 1);
    for (std::size_t i = tree.order.size(); i-- > 0;) {  // farthest first
      const VertexId v = tree.order[i];
      if (!(passing[v] > 0)) continue;
      out[whole.vertex[v]] = 1;
      const LinkId a = tree.next[v];
      if (!a.valid()) continue;
      passing[m.head[a]] += passing[v];
      mean[a] += passing[v] / (round + 1);
      for (const LinkId on : whole.chain(a)) out[outer.head[on]] = 1;
    }
  }
  return out;
}

}  // namespace passage::timenet
