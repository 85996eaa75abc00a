#include "timenet/coordinates.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <queue>
#include <span>

#include "timenet/moves_at.h"

namespace passage::timenet {
namespace {

constexpr CaseTime kFar{std::numeric_limits<std::int64_t>::max() / 4};

// Free-flow times to the nearest hub along the movement's own moves.
Table<SpotId, CaseTime> free_times(const Movement& m) {
  const MovesAt into(m.head, m.node.size());
  Table<SpotId, CaseTime> out(m.node.size(), kFar);
  using Item = std::pair<CaseTime, SpotId>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  for (const Hub& hub : m.hubs) queue.emplace(out[hub.spot] = CaseTime{0}, hub.spot);
  while (!queue.empty()) {
    const auto [t, v] = queue.top();
    queue.pop();
    if (out[v] < t) continue;
    for (const MoveId a : into[v]) {
      const SpotId u = m.tail[a];
      if (t + m.time[a] < out[u]) queue.emplace(out[u] = t + m.time[a], u);
    }
  }
  return out;
}

// The move out of each spot that most people take; invalid where nobody does.
Table<SpotId, MoveId> most_used(const Movement& m, const Table<MoveId, std::int64_t>& use) {
  Table<SpotId, MoveId> out(m.node.size());
  for (const MoveId a : m.tail.ids()) {
    MoveId& best = out[m.tail[a]];
    if (use[a] > 0 && (!best.valid() || use[a] > use[best])) best = a;
  }
  for (const Hub& hub : m.hubs) out[hub.spot] = MoveId{};
  return out;
}

// What a move of slack `slack` loses: an early arrival waits, a late one is rounded up.
Millis lost(Millis slack, Millis step) {
  if (slack < Millis{0}) return -slack;
  return step * narrow(ceil_div(slack.count(), step.count())) - slack;
}

// Intake is counted at 0.
Table<SpotId, char> at_refuges(const Movement& m) {
  Table<SpotId, char> out(m.node.size(), 0);
  for (const Hub& hub : m.hubs) {
    out[hub.spot] = 1;
    if (hub.gate.valid()) out[hub.gate] = 1;
  }
  return out;
}

// To the first hub along the moves that most people take; free-flow times where nobody goes, or in a circle.
Table<SpotId, CaseTime> times_of_the_crowd(const Movement& m, const Table<MoveId, std::int64_t>& use,
                                           const Table<SpotId, CaseTime>& free) {
  const Table<SpotId, MoveId> next = most_used(m, use);
  Table<SpotId, CaseTime> out = free;
  enum State : char { kNew, kOnWay, kDone };
  Table<SpotId, State> state(m.node.size(), kNew);
  std::vector<SpotId> way;
  for (const SpotId start : m.node.ids()) {
    SpotId at = start;
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

// A spanning forest of moves, the first of them first (Kruskal 1956), by spot; no tree has two fixed spots.
Table<SpotId, std::vector<MoveId>> forest_of(const Movement& m, const std::vector<MoveId>& moves,
                                             const Table<SpotId, char>& fixed) {
  Table<SpotId, SpotId> up(m.node.size());
  for (const SpotId v : up.ids()) up[v] = v;
  const auto top = [&](SpotId v) {
    while (up[v] != v) v = up[v] = up[up[v]];
    return v;
  };
  SpotId first;
  for (const SpotId v : fixed.ids()) {
    if (!fixed[v]) continue;
    if (first.valid()) up[top(v)] = top(first);
    first = v;
  }
  Table<SpotId, std::vector<MoveId>> out(m.node.size());
  for (const MoveId a : moves) {
    const SpotId u = top(m.tail[a]), v = top(m.head[a]);
    if (u == v) continue;
    up[u] = v;
    out[m.tail[a]].push_back(a);
    out[m.head[a]].push_back(a);
  }
  return out;
}

std::vector<MoveId> most_used_first(std::vector<MoveId> moves, const Table<MoveId, std::int64_t>& use) {
  std::erase_if(moves, [&](MoveId a) { return use[a] == 0; });
  std::stable_sort(moves.begin(), moves.end(), [&](MoveId a, MoveId b) { return use[a] > use[b]; });
  return moves;
}

// Free-flow times, each later by less than a step, so that no slack is rounded on the moves of a spanning forest of
// most use.
Table<SpotId, CaseTime> times_in_phase(const Movement& m, const Table<MoveId, std::int64_t>& use, Millis step,
                                       const Table<SpotId, CaseTime>& free) {
  const Table<SpotId, char> fixed = at_refuges(m);
  const auto all = m.tail.ids();
  const Table<SpotId, std::vector<MoveId>> forest = forest_of(m, most_used_first({all.begin(), all.end()}, use), fixed);
  std::vector<SpotId> todo;
  for (const SpotId v : fixed.ids())
    if (fixed[v]) todo.push_back(v);
  const auto within = [&](Millis t) { return t - step * narrow(floor_div(t.count(), step.count())); };
  Table<SpotId, CaseTime> out = free;
  Table<SpotId, char> done = fixed;
  const auto spread = [&] {
    for (; !todo.empty();) {
      const SpotId v = todo.back();
      todo.pop_back();
      for (const MoveId a : forest[v]) {
        const bool ahead = m.tail[a] == v;
        const SpotId w = ahead ? m.head[a] : m.tail[a];
        if (done[w]) continue;
        done[w] = 1;
        const CaseTime wanted = ahead ? out[v] - m.time[a] : out[v] + m.time[a];
        out[w] = free[w] + within(wanted - free[w]);
        todo.push_back(w);
      }
    }
  };
  spread();
  for (const SpotId v : done.ids()) {
    if (done[v]) continue;
    done[v] = 1;
    todo.push_back(v);
    spread();
  }
  return out;
}

double all_lost(const Movement& m, const Table<MoveId, std::int64_t>& use, Millis step) {
  double sum = 0;
  for (const MoveId a : m.tail.ids()) {
    const Millis slack = m.time[a] + m.to_refuge[m.head[a]] - m.to_refuge[m.tail[a]];
    sum += static_cast<double>(use[a]) * static_cast<double>(lost(slack, step).count());
  }
  return sum;
}

// The moves that somebody uses, by one of their ends; loops left out, whose slack no coordinate changes.
class UsedAt {
 public:
  enum class End { kTail, kHead };
  UsedAt(const Movement& m, const Table<MoveId, std::int64_t>& use, End end) : first_(m.node.size() + 1, 0) {
    const Table<MoveId, SpotId>& at_end = end == End::kTail ? m.tail : m.head;
    const auto counts = [&](MoveId a) { return use[a] > 0 && m.tail[a] != m.head[a]; };
    for (const MoveId a : use.ids()) first_[at_end[a].index() + 1] += counts(a) ? 1 : 0;
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    moves_.resize(first_.back());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const MoveId a : use.ids()) {
      if (counts(a)) moves_[at[at_end[a].index()]++] = a;
    }
  }
  [[nodiscard]] std::span<const MoveId> operator[](SpotId s) const {
    return std::span(moves_).subspan(first_[s.index()], first_[s.index() + 1] - first_[s.index()]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<MoveId> moves_;
};

// Moves one spot at a time until no single one loses less.
void fit(Movement& m, const Table<MoveId, std::int64_t>& use, Millis step) {
  constexpr int kSweeps = 20;
  const UsedAt into(m, use, UsedAt::End::kHead), leaving(m, use, UsedAt::End::kTail);
  const Table<SpotId, char> fixed = at_refuges(m);
  const auto loss_at = [&](SpotId v, CaseTime d) {
    double sum = 0;
    const auto add = [&](MoveId a, Millis slack) {
      sum += static_cast<double>(use[a]) * static_cast<double>(lost(slack, step).count());
    };
    for (const MoveId a : leaving[v]) add(a, m.time[a] + m.to_refuge[m.head[a]] - d);
    for (const MoveId a : into[v]) add(a, m.time[a] + d - m.to_refuge[m.tail[a]]);
    return sum;
  };
  Table<SpotId, char> due(m.node.size(), 1);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    bool moved = false;
    for (const SpotId v : m.node.ids()) {
      if (fixed[v] || !due[v]) continue;
      due[v] = 0;
      CaseTime best = m.to_refuge[v];
      double least = loss_at(v, best);
      const auto consider = [&](CaseTime d) {
        if (d < CaseTime{0} || d > m.horizon) return;
        const double loss = loss_at(v, d);
        if (loss >= least) return;
        least = loss;
        best = d;
      };
      for (const MoveId a : leaving[v]) {
        const CaseTime zero = m.time[a] + m.to_refuge[m.head[a]];
        const std::int64_t k = narrow(floor_div((zero - m.to_refuge[v]).count(), step.count()));
        for (const std::int64_t steps : {std::int64_t{0}, k, k + 1}) consider(zero - step * steps);
      }
      for (const MoveId a : into[v]) {
        const CaseTime zero = m.to_refuge[m.tail[a]] - m.time[a];
        const std::int64_t k = narrow(floor_div((m.to_refuge[v] - zero).count(), step.count()));
        for (const std::int64_t steps : {std::int64_t{0}, k, k + 1}) consider(zero + step * steps);
      }
      if (best == m.to_refuge[v]) continue;
      moved = true;
      m.to_refuge[v] = best;
      for (const MoveId a : leaving[v]) due[m.head[a]] = 1;
      for (const MoveId a : into[v]) due[m.tail[a]] = 1;
    }
    if (!moved) break;
  }
}

// A forest of the moves that lose nothing, and its branches: each spot with what is beyond it.
struct Branches {
  std::vector<SpotId> order;  // a branch is [at[s], end[s]) of it
  Table<SpotId, std::size_t> at, end;
};

Branches branches_of(const Movement& m, const Table<MoveId, std::int64_t>& use, Millis step,
                     const Table<SpotId, char>& fixed) {
  std::vector<MoveId> moves;
  for (const MoveId a : m.tail.ids()) {
    if (lost(m.time[a] + m.to_refuge[m.head[a]] - m.to_refuge[m.tail[a]], step) == Millis{0}) moves.push_back(a);
  }
  const Table<SpotId, std::vector<MoveId>> forest = forest_of(m, most_used_first(std::move(moves), use), fixed);
  Branches out{{}, Table<SpotId, std::size_t>(m.node.size()), Table<SpotId, std::size_t>(m.node.size())};
  Table<SpotId, char> met(m.node.size(), 0);
  std::vector<std::pair<SpotId, bool>> todo;  // come to, or left for good
  const auto visit = [&](SpotId root) {
    todo.emplace_back(root, false);
    while (!todo.empty()) {
      const auto [s, left] = todo.back();
      todo.pop_back();
      if (left) out.end[s] = out.order.size();
      if (left || met[s]) continue;
      met[s] = 1;
      out.at[s] = out.order.size();
      out.order.push_back(s);
      todo.emplace_back(s, true);
      for (const MoveId a : forest[s]) todo.emplace_back(m.tail[a] == s ? m.head[a] : m.tail[a], false);
    }
  };
  for (const SpotId s : fixed.ids())
    if (fixed[s]) visit(s);
  for (const SpotId s : fixed.ids()) visit(s);
  return out;
}

// Moves one branch at a time, small ones first, to where the moves in and out of it lose least. Whether any was moved.
bool fit_branches(Movement& m, const Table<MoveId, std::int64_t>& use, Millis step) {
  constexpr std::size_t kMostSpots = 1000, kMostMoves = 100;
  const UsedAt into(m, use, UsedAt::End::kHead), leaving(m, use, UsedAt::End::kTail);
  const Table<SpotId, char> fixed = at_refuges(m);
  const Branches branches = branches_of(m, use, step, fixed);
  struct Crossing {
    Millis slack;
    std::int64_t later;  // 1 = grows as the branch is later, -1 = shrinks
    double persons;
  };
  std::vector<Crossing> crossing;
  bool any = false;
  for (std::size_t i = branches.order.size(); i-- > 0;) {
    const std::size_t end = branches.end[branches.order[i]];
    if (fixed[branches.order[i]] || end - i > kMostSpots) continue;
    const auto inside = [&](SpotId s) { return i <= branches.at[s] && branches.at[s] < end; };
    crossing.clear();
    CaseTime least = m.horizon, most{0};
    for (std::size_t k = i; k < end && crossing.size() <= kMostMoves; ++k) {
      const SpotId v = branches.order[k];
      least = std::min(least, m.to_refuge[v]);
      most = std::max(most, m.to_refuge[v]);
      const auto add = [&](MoveId a, std::int64_t later) {
        crossing.push_back(
            {m.time[a] + m.to_refuge[m.head[a]] - m.to_refuge[m.tail[a]], later, static_cast<double>(use[a])});
      };
      for (const MoveId a : leaving[v])
        if (!inside(m.head[a])) add(a, -1);
      for (const MoveId a : into[v])
        if (!inside(m.tail[a])) add(a, 1);
    }
    if (crossing.size() > kMostMoves) continue;
    const auto loss = [&](Millis by) {
      double sum = 0;
      for (const Crossing& c : crossing)
        sum += c.persons * static_cast<double>(lost(c.slack + by * c.later, step).count());
      return sum;
    };
    Millis best{0};
    double now = loss(best);
    for (const Crossing& c : crossing) {
      const Millis part = c.slack - step * narrow(floor_div(c.slack.count(), step.count()));
      for (const std::int64_t steps : {-1, 0, 1}) {
        const Millis by = (step * steps - part) * c.later;
        if (least + by < CaseTime{0} || most + by > m.horizon) continue;
        if (const double there = loss(by); there < now) {
          now = there;
          best = by;
        }
      }
    }
    if (best == Millis{0}) continue;
    any = true;
    for (std::size_t k = i; k < end; ++k) m.to_refuge[branches.order[k]] += best;
  }
  return any;
}

}  // namespace

void fit_to_steps(Movement& m, const Table<MoveId, std::int64_t>& use, Millis step) {
  constexpr std::size_t kMostRounds = 12, kSpots = 48'000;  // of so many, one round of branches
  const std::size_t rounds = std::clamp<std::size_t>(kSpots / std::max<std::size_t>(1, m.node.size()), 1, kMostRounds);
  const Table<SpotId, CaseTime> given = m.to_refuge;
  const Table<SpotId, char> fixed = at_refuges(m);
  Table<SpotId, CaseTime> free = free_times(m);
  for (const SpotId v : free.ids()) free[v] = fixed[v] ? given[v] : std::min(free[v], m.horizon);
  Table<SpotId, CaseTime> best;
  double least = std::numeric_limits<double>::infinity();
  for (Table<SpotId, CaseTime>& start :
       std::array{times_in_phase(m, use, step, free), times_of_the_crowd(m, use, free), given}) {
    m.to_refuge = std::move(start);
    for (const SpotId v : fixed.ids()) m.to_refuge[v] = fixed[v] ? given[v] : std::min(m.to_refuge[v], m.horizon);
    fit(m, use, step);
    for (std::size_t round = 0; round < rounds && fit_branches(m, use, step); ++round) fit(m, use, step);
    const double sum = all_lost(m, use, step);
    if (sum >= least) continue;
    least = sum;
    best = m.to_refuge;
  }
  m.to_refuge = std::move(best);
}

}  // namespace passage::timenet
