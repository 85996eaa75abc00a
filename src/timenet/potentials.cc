#include "timenet/potentials.h"

#include <algorithm>
#include <array>
#include <limits>

#include "graph/dijkstra.h"
#include "graph/union_find.h"
#include "timenet/links_at.h"

namespace passage::timenet {
namespace {

constexpr CaseTime kFar{std::numeric_limits<std::int64_t>::max() / 4};

// By vertex: the free-flow time to the nearest hub along the links of the network, openings ignored.
Table<VertexId, CaseTime> free_times(const TravelNetwork& m) {
  const LinksAt into = links_at(m.head, m.node.size());
  Table<VertexId, CaseTime> out(m.node.size(), kFar);
  graph::Dijkstra<VertexId, Table<VertexId, CaseTime>> search(out);
  for (const Hub& hub : m.hubs) search.reach(hub.vertex, CaseTime{0});
  while (const auto v = search.next()) {
    for (const LinkId a : into[*v]) search.reach(m.tail[a], out[*v] + m.time[a]);
  }
  return out;
}

// By vertex: the link out of it that most people take; invalid if nobody does.
Table<VertexId, LinkId> most_used(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use) {
  Table<VertexId, LinkId> out(m.node.size());
  for (const LinkId a : m.tail.ids()) {
    LinkId& best = out[m.tail[a]];
    if (use[a] > 0 && (!best.valid() || use[a] > use[best])) best = a;
  }
  for (const Hub& hub : m.hubs) out[hub.vertex] = LinkId{};
  return out;
}

// What a person loses on a link. If the reduced time is negative he is early and waits; else it is rounded up to whole
// steps.
Millis lost(Millis reduced_time, Millis step) {
  if (reduced_time < Millis{0}) return -reduced_time;
  return step * narrow(ceil_div(reduced_time.count(), step.count())) - reduced_time;
}

// A flag for each vertex whose potential never changes: hubs and gates, as steps of intake are counted at d = 0.
Table<VertexId, char> at_refuges(const TravelNetwork& m) {
  Table<VertexId, char> out(m.node.size(), 0);
  for (const Hub& hub : m.hubs) {
    out[hub.vertex] = 1;
    if (hub.gate.valid()) out[hub.gate] = 1;
  }
  return out;
}

// By vertex: the time to a hub along the links that most people take. Free-flow times where nobody goes, or where these
// links lead round in a circle.
Table<VertexId, CaseTime> times_of_the_crowd(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use,
                                             const Table<VertexId, CaseTime>& free) {
  const Table<VertexId, LinkId> next = most_used(m, use);
  Table<VertexId, CaseTime> out = free;
  enum State : char { kNew, kOnWay, kDone };
  Table<VertexId, State> state(m.node.size(), kNew);
  std::vector<VertexId> way;
  for (const VertexId start : m.node.ids()) {
    VertexId at = start;
    for (way.clear(); state[at] == kNew && next[at].valid(); at = m.head[next[at]]) {
      state[at] = kOnWay;
      way.push_back(at);
    }
    state[at] = kDone;
    for (std::size_t i = way.size(); i-- > 0;) {
      if (state[way[i]] == kDone) continue;
      out[way[i]] = m.time[next[way[i]]] + out[m.head[next[way[i]]]];
      state[way[i]] = kDone;
    }
  }
  return out;
}

// A spanning forest of links, those that stand first taken first (Kruskal 1956), by vertex. No tree has two vertices
// whose potentials are fixed.
Table<VertexId, std::vector<LinkId>> forest_of(const TravelNetwork& m, const std::vector<LinkId>& links,
                                               const Table<VertexId, char>& fixed) {
  graph::UnionFind trees(m.node.size());
  VertexId first;
  for (const VertexId v : fixed.ids()) {
    if (!fixed[v]) continue;
    if (first.valid()) trees.unite(v.index(), first.index());
    first = v;
  }
  Table<VertexId, std::vector<LinkId>> out(m.node.size());
  for (const LinkId a : links) {
    if (!trees.unite(m.tail[a].index(), m.head[a].index())) continue;
    out[m.tail[a]].push_back(a);
    out[m.head[a]].push_back(a);
  }
  return out;
}

std::vector<LinkId> most_used_first(std::vector<LinkId> links, const Table<LinkId, std::int64_t>& use) {
  std::erase_if(links, [&](LinkId a) { return use[a] == 0; });
  std::stable_sort(links.begin(), links.end(), [&](LinkId a, LinkId b) { return use[a] > use[b]; });
  return links;
}

// Free-flow times, each raised by less than a step, so that the links of a spanning forest of most use have reduced
// times of whole steps and lose nothing.
Table<VertexId, CaseTime> times_in_phase(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step,
                                         const Table<VertexId, CaseTime>& free) {
  const Table<VertexId, char> fixed = at_refuges(m);
  const auto all = m.tail.ids();
  const Table<VertexId, std::vector<LinkId>> forest =
      forest_of(m, most_used_first({all.begin(), all.end()}, use), fixed);
  std::vector<VertexId> todo;
  for (const VertexId v : fixed.ids())
    if (fixed[v]) todo.push_back(v);
  const auto within = [&](Millis t) { return t - step * narrow(floor_div(t.count(), step.count())); };
  Table<VertexId, CaseTime> out = free;
  Table<VertexId, char> done = fixed;
  const auto spread = [&] {
    for (; !todo.empty();) {
      const VertexId v = todo.back();
      todo.pop_back();
      for (const LinkId a : forest[v]) {
        const bool ahead = m.tail[a] == v;
        const VertexId w = ahead ? m.head[a] : m.tail[a];
        if (done[w]) continue;
        done[w] = 1;
        const CaseTime wanted = ahead ? out[v] - m.time[a] : out[v] + m.time[a];
        out[w] = free[w] + within(wanted - free[w]);
        todo.push_back(w);
      }
    }
  };
  spread();
  for (const VertexId v : done.ids()) {
    if (done[v]) continue;
    done[v] = 1;
    todo.push_back(v);
    spread();
  }
  return out;
}

double all_lost(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step) {
  double sum = 0;
  for (const LinkId a : m.tail.ids()) {
    const Millis reduced_time = m.time[a] + m.potential[m.head[a]] - m.potential[m.tail[a]];
    sum += static_cast<double>(use[a]) * static_cast<double>(lost(reduced_time, step).count());
  }
  return sum;
}

// The links that somebody uses, by one of their ends. Loops are left out: no potential changes their reduced time.
LinksAt used_at(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use, const Table<LinkId, VertexId>& end) {
  return graph::compressed_rows<VertexId, LinkId>(m.node.size(), [&](const auto& put) {
    for (const LinkId a : use.ids()) {
      if (use[a] > 0 && m.tail[a] != m.head[a]) put(end[a], a);
    }
  });
}

// Moves one potential at a time to where least is lost, until no single one loses less.
void fit(TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step) {
  constexpr int kSweeps = 20;
  const LinksAt into = used_at(m, use, m.head), leaving = used_at(m, use, m.tail);
  const Table<VertexId, char> fixed = at_refuges(m);
  const auto loss_at = [&](VertexId v, CaseTime d) {
    double sum = 0;
    const auto add = [&](LinkId a, Millis reduced_time) {
      sum += static_cast<double>(use[a]) * static_cast<double>(lost(reduced_time, step).count());
    };
    for (const LinkId a : leaving[v]) add(a, m.time[a] + m.potential[m.head[a]] - d);
    for (const LinkId a : into[v]) add(a, m.time[a] + d - m.potential[m.tail[a]]);
    return sum;
  };
  Table<VertexId, char> due(m.node.size(), 1);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    bool moved = false;
    for (const VertexId v : m.node.ids()) {
      if (fixed[v] || !due[v]) continue;
      due[v] = 0;
      CaseTime best = m.potential[v];
      double least = loss_at(v, best);
      const auto consider = [&](CaseTime d) {
        if (d < CaseTime{0} || d > m.horizon) return;
        const double loss = loss_at(v, d);
        if (loss >= least) return;
        least = loss;
        best = d;
      };
      for (const LinkId a : leaving[v]) {
        const CaseTime zero = m.time[a] + m.potential[m.head[a]];
        const std::int64_t k = narrow(floor_div((zero - m.potential[v]).count(), step.count()));
        for (const std::int64_t steps : {std::int64_t{0}, k, k + 1}) consider(zero - step * steps);
      }
      for (const LinkId a : into[v]) {
        const CaseTime zero = m.potential[m.tail[a]] - m.time[a];
        const std::int64_t k = narrow(floor_div((m.potential[v] - zero).count(), step.count()));
        for (const std::int64_t steps : {std::int64_t{0}, k, k + 1}) consider(zero + step * steps);
      }
      if (best == m.potential[v]) continue;
      moved = true;
      m.potential[v] = best;
      for (const LinkId a : leaving[v]) due[m.head[a]] = 1;
      for (const LinkId a : into[v]) due[m.tail[a]] = 1;
    }
    if (!moved) break;
  }
}

// A forest of the links that lose nothing. The branch of a vertex is the vertex and all that is beyond it in the
// forest.
struct Branches {
  std::vector<VertexId> order;  // vertices so that the branch of s is [at[s], end[s]) of them
  Table<VertexId, std::size_t> at, end;
};

Branches branches_of(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step,
                     const Table<VertexId, char>& fixed) {
  std::vector<LinkId> links;
  for (const LinkId a : m.tail.ids()) {
    if (lost(m.time[a] + m.potential[m.head[a]] - m.potential[m.tail[a]], step) == Millis{0}) links.push_back(a);
  }
  const Table<VertexId, std::vector<LinkId>> forest = forest_of(m, most_used_first(std::move(links), use), fixed);
  Branches out{{}, Table<VertexId, std::size_t>(m.node.size()), Table<VertexId, std::size_t>(m.node.size())};
  Table<VertexId, char> reached(m.node.size(), 0);
  std::vector<std::pair<VertexId, bool>> todo;  // come to; left for good
  const auto visit = [&](VertexId root) {
    todo.emplace_back(root, false);
    while (!todo.empty()) {
      const auto [s, left] = todo.back();
      todo.pop_back();
      if (left) out.end[s] = out.order.size();
      if (left || reached[s]) continue;
      reached[s] = 1;
      out.at[s] = out.order.size();
      out.order.push_back(s);
      todo.emplace_back(s, true);
      for (const LinkId a : forest[s]) todo.emplace_back(m.tail[a] == s ? m.head[a] : m.tail[a], false);
    }
  };
  for (const VertexId s : fixed.ids())
    if (fixed[s]) visit(s);
  for (const VertexId s : fixed.ids()) visit(s);
  return out;
}

// Moves the potentials of one branch at a time together, of small ones first, to where the links in and out of it lose
// least. Links within it keep their reduced times. Returns whether any was moved.
bool fit_branches(TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step) {
  constexpr std::size_t kMostVertices = 1000, kMostLinks = 100;
  const LinksAt into = used_at(m, use, m.head), leaving = used_at(m, use, m.tail);
  const Table<VertexId, char> fixed = at_refuges(m);
  const Branches branches = branches_of(m, use, step, fixed);
  struct Crossing {
    Millis reduced_time;
    std::int64_t later;  // 1: the reduced time grows with the potentials of the branch; -1: it shrinks
    double persons;
  };
  std::vector<Crossing> crossing;
  bool any = false;
  for (std::size_t i = branches.order.size(); i-- > 0;) {
    const std::size_t end = branches.end[branches.order[i]];
    if (fixed[branches.order[i]] || end - i > kMostVertices) continue;
    const auto inside = [&](VertexId s) { return i <= branches.at[s] && branches.at[s] < end; };
    crossing.clear();
    CaseTime least = m.horizon, most{0};
    for (std::size_t k = i; k < end && crossing.size() <= kMostLinks; ++k) {
      const VertexId v = branches.order[k];
      least = std::min(least, m.potential[v]);
      most = std::max(most, m.potential[v]);
      const auto add = [&](LinkId a, std::int64_t later) {
        crossing.push_back(
            {m.time[a] + m.potential[m.head[a]] - m.potential[m.tail[a]], later, static_cast<double>(use[a])});
      };
      for (const LinkId a : leaving[v])
        if (!inside(m.head[a])) add(a, -1);
      for (const LinkId a : into[v])
        if (!inside(m.tail[a])) add(a, 1);
    }
    if (crossing.size() > kMostLinks) continue;
    const auto loss = [&](Millis by) {
      double sum = 0;
      for (const Crossing& c : crossing)
        sum += c.persons * static_cast<double>(lost(c.reduced_time + by * c.later, step).count());
      return sum;
    };
    Millis best{0};
    double best_loss = loss(best);
    for (const Crossing& c : crossing) {
      const Millis part = c.reduced_time - step * narrow(floor_div(c.reduced_time.count(), step.count()));
      for (const std::int64_t steps : {-1, 0, 1}) {
        const Millis by = (step * steps - part) * c.later;
        if (least + by < CaseTime{0} || most + by > m.horizon) continue;
        if (const double loss_by = loss(by); loss_by < best_loss) {
          best_loss = loss_by;
          best = by;
        }
      }
    }
    if (best == Millis{0}) continue;
    any = true;
    for (std::size_t k = i; k < end; ++k) m.potential[branches.order[k]] += best;
  }
  return any;
}

}  // namespace

void fit_to_steps(TravelNetwork& m, const Table<LinkId, std::int64_t>& use, Millis step) {
  constexpr std::size_t kMostRounds = 12, kVertices = 48'000;  // rounds over single vertices for each round of branches
  const std::size_t rounds =
      std::clamp<std::size_t>(kVertices / std::max<std::size_t>(1, m.node.size()), 1, kMostRounds);
  const Table<VertexId, CaseTime> given = m.potential;
  const Table<VertexId, char> fixed = at_refuges(m);
  Table<VertexId, CaseTime> free = free_times(m);
  for (const VertexId v : free.ids()) free[v] = fixed[v] ? given[v] : std::min(free[v], m.horizon);
  Table<VertexId, CaseTime> best;
  double least = std::numeric_limits<double>::infinity();
  for (Table<VertexId, CaseTime>& start :
       std::array{times_in_phase(m, use, step, free), times_of_the_crowd(m, use, free), given}) {
    m.potential = std::move(start);
    for (const VertexId v : fixed.ids()) m.potential[v] = fixed[v] ? given[v] : std::min(m.potential[v], m.horizon);
    fit(m, use, step);
    for (std::size_t round = 0; round < rounds && fit_branches(m, use, step); ++round) fit(m, use, step);
    const double sum = all_lost(m, use, step);
    if (sum >= least) continue;
    least = sum;
    best = m.potential;
  }
  m.potential = std::move(best);
}

}  // namespace passage::timenet
