#include "expand/delay_departures.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace passage::expand {

using flow::Amount;
using flow::ArcId;
using flow::Step;

namespace {

using BySteps = std::vector<Amount>;  // one a step

// The capacity of an arc in each step.
BySteps capacities(const flow::Problem& p, ArcId a) {
  BySteps out(static_cast<std::size_t>(p.horizon) + 1);
  const auto fill = [&](const flow::StepRate& rate, Interval<Step> steps) {
    for (Step s = steps.from; s < steps.until; ++s)
      out[static_cast<std::size_t>(s)] = rate.unlimited() ? flow::kUnlimited : rate.at(s);
  };
  fill(p.capacity[a], {0, p.horizon + 1});
  for (const flow::PieceId piece : p.pieces_of[a])
    fill(p.pieces[piece].rate, intersect(p.pieces[piece].steps, {0, p.horizon + 1}));
  return out;
}

class DelayedDepartures {
 public:
  DelayedDepartures(const TravelNetwork& travel, const Discrete& discrete, flow::Solution& solution)
      : travel_(travel),
        p_(discrete.problem),
        solution_(solution),
        used_(p_.arc_count()),
        into_(travel.node.size()),
        leaving_(travel.node.size()),
        taken_(travel.node.size()),
        released_(travel.node.size()) {
    const std::size_t steps = static_cast<std::size_t>(p_.horizon) + 1;
    for (const flow::Entry& e : solution.entries) {
      if (used_[e.arc].empty()) used_[e.arc].assign(steps, 0);
      used_[e.arc][static_cast<std::size_t>(e.step)] += e.amount;
    }
    for (const ArcId a : used_.ids()) {
      if (used_[a].empty()) continue;
      into_[p_.head[a].index()].push_back(a);
      leaving_[p_.tail[a].index()].push_back(a);
    }
    for (const flow::Intake& i : solution.intakes) taken_[i.node.index()].emplace_back(i.step, i.amount);
    for (const flow::Supply& s : p_.supplies) released_[s.node.index()].emplace_back(s.release, s.persons);
  }

  void run() {
    std::vector<std::uint32_t> order(travel_.node.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
      return travel_.potential[VertexId{x}] < travel_.potential[VertexId{y}];
    });
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::uint32_t vertex : order) put_off(vertex);
    }
    solution_.entries.clear();
    for (const ArcId a : used_.ids()) {
      for (std::size_t s = 0; s < used_[a].size(); ++s) {
        if (used_[a][s] > 0) solution_.entries.push_back({a, static_cast<Step>(s), used_[a][s]});
      }
    }
    std::sort(solution_.entries.begin(), solution_.entries.end(), [](const flow::Entry& x, const flow::Entry& y) {
      return std::pair(x.step, x.arc) < std::pair(y.step, y.arc);
    });
  }

 private:
  // By step: the people who stand at a vertex at its end.
  [[nodiscard]] BySteps standing(std::uint32_t vertex) const {
    BySteps stand(static_cast<std::size_t>(p_.horizon) + 1, 0);
    const auto add = [&](Step step, Amount n) {
      if (step <= p_.horizon) stand[static_cast<std::size_t>(step)] += n;
    };
    for (const auto& [step, n] : released_[vertex]) add(step, n);
    for (const ArcId a : into_[vertex]) {
      for (std::size_t s = 0; s < used_[a].size(); ++s) add(static_cast<Step>(s) + p_.time[a], used_[a][s]);
    }
    for (const ArcId a : leaving_[vertex]) {
      for (std::size_t s = 0; s < used_[a].size(); ++s) stand[s] -= used_[a][s];
    }
    for (const auto& [step, n] : taken_[vertex]) add(step, -n);
    std::partial_sum(stand.begin(), stand.end(), stand.begin());
    return stand;
  }

  void put_off(std::uint32_t vertex) {
    if (into_[vertex].empty()) return;
    BySteps stand = standing(vertex);
    std::vector<BySteps> capacity;
    for (const ArcId a : into_[vertex]) capacity.push_back(capacities(p_, a));
    for (Step at = p_.horizon; at >= 0; --at) {
      for (std::size_t i = into_[vertex].size(); i-- > 0;) {
        const ArcId a = into_[vertex][i];
        if (p_.tail[a] == p_.head[a] || at < p_.time[a]) continue;
        while (later(stand, capacity[i], at, a)) {
        }
      }
    }
  }

  // Moves people who come to the head of `a` in step `at` to a later arrival: as many as can move to the same step,
  // which is the latest that any can. False if nobody is left to move.
  bool later(BySteps& stand, const BySteps& capacity, Step at, ArcId a) {
    BySteps& used = used_[a];
    Amount& here = used[static_cast<std::size_t>(at - p_.time[a])];
    if (here == 0) return false;
    // Whoever comes as late as `last` would have waited until then: in each step in between somebody stands here.
    Step last = at;
    while (last < p_.horizon && stand[static_cast<std::size_t>(last)] > 0) ++last;
    for (; last > at; --last) {
      const auto entry = static_cast<std::size_t>(last - p_.time[a]);
      if (capacity[entry] == flow::kUnlimited || capacity[entry] > used[entry]) break;
    }
    if (last == at) return false;
    const auto entry = static_cast<std::size_t>(last - p_.time[a]);
    const auto from = stand.begin() + at, until = stand.begin() + last;
    Amount moved = std::min(here, *std::min_element(from, until));
    if (capacity[entry] != flow::kUnlimited) moved = std::min(moved, capacity[entry] - used[entry]);
    here -= moved;
    used[entry] += moved;
    for (auto s = from; s != until; ++s) *s -= moved;
    return here > 0;
  }

  const TravelNetwork& travel_;
  const flow::Problem& p_;
  flow::Solution& solution_;
  Table<ArcId, BySteps> used_;  // by arc and step: who enters; empty if nobody ever does
  std::vector<std::vector<ArcId>> into_, leaving_;
  std::vector<std::vector<std::pair<Step, Amount>>> taken_, released_;
};

}  // namespace

void delay_departures(const TravelNetwork& travel, const Discrete& discrete, flow::Solution& solution) {
  DelayedDepartures(travel, discrete, solution).run();
}

}  // namespace passage::expand
