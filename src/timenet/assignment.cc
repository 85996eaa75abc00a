#include "timenet/assignment.h"

#include <algorithm>
#include <limits>

#include "graph/compressed_rows.h"
#include "graph/dijkstra.h"
#include "timenet/contract.h"

namespace passage::timenet {
namespace {

constexpr double kFar = std::numeric_limits<double>::max();

// By link: persons who can enter over all hours, infinite if there is no limit. A hub takes no more than its room.
Table<LinkId, double> capacities(const TravelNetwork& m) {
  Table<LinkId, double> out(m.tail.size(), std::numeric_limits<double>::infinity());
  std::vector<double> open;  // by set: hours in which it is open
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

// The tree of cheapest paths to any hub: by vertex the first link of its path, and all vertices by rising cost.
class Tree {
 public:
  explicit Tree(const TravelNetwork& m)
      : m_(m),
        into_(graph::compressed_rows<VertexId, In>(m.node.size(),
                                                   [&](const auto& put) {
                                                     for (const LinkId a : m.tail.ids())
                                                       put(m.head[a], In{0, m.tail[a], a});
                                                   })),
        place_(m.tail.size()) {
    for (std::uint32_t i = 0; i < into_.values.size(); ++i) place_[into_.values[i].link] = i;
  }

  void set_cost(LinkId a, double cost) { into_.values[place_[a]].cost = cost; }

  void grow() {
    best_ = Costs(m_.node.size(), kFar);
    next = Table<VertexId, LinkId>(m_.node.size());
    order.clear();
    graph::Dijkstra<VertexId, Costs> search(best_);
    for (const Hub& hub : m_.hubs) search.reach(hub.vertex, 0);
    while (const auto v = search.next()) {
      order.push_back(*v);
      const double cost = best_[*v];
      for (const In& in : into_[*v]) {
        if (search.reach(in.tail, cost + in.cost)) next[in.tail] = in.link;
      }
    }
  }

  Table<VertexId, LinkId> next;
  std::vector<VertexId> order;

 private:
  using Costs = Table<VertexId, double>;
  struct In {  // a link that leads into a vertex
    double cost;
    VertexId tail;
    LinkId link;
  };
  const TravelNetwork& m_;
  graph::CompressedRows<VertexId, In> into_;
  Table<LinkId, std::uint32_t> place_;  // by link: its index in into_.values
  Costs best_;
};

}  // namespace

Table<VertexId, char> assigned_vertices(const TravelNetwork& outer, int rounds) {
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
    for (std::size_t i = tree.order.size(); i-- > 0;) {  // the farthest first, so that all who pass a vertex have come
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
