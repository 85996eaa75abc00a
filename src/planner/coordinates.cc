#include "planner/coordinates.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "planner/moves_at.h"

namespace passage::planner {
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

}  // namespace

void fit_to_steps(Movement& m, const Table<MoveId, std::int64_t>& use, Millis step) {
  constexpr int kSweeps = 20;
  const MovesAt into(m.head, m.node.size()), leaving(m.tail, m.node.size());
  Table<SpotId, char> fixed(m.node.size(), 0);
  for (const Hub& hub : m.hubs) {  // intake is counted at d = 0
    fixed[hub.spot] = 1;
    if (hub.gate.valid()) fixed[hub.gate] = 1;
  }
  const auto loss_at = [&](SpotId v, CaseTime d) {
    double sum = 0;
    const auto add = [&](MoveId a, Millis slack) {
      sum += static_cast<double>(use[a]) * static_cast<double>(lost(slack, step).count());
    };
    for (const MoveId a : leaving[v]) add(a, m.time[a] + m.to_refuge[m.head[a]] - d);
    for (const MoveId a : into[v]) add(a, m.time[a] + d - m.to_refuge[m.tail[a]]);
    return sum;
  };
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    bool moved = false;
    for (const SpotId v : m.node.ids()) {
      if (fixed[v]) continue;
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
      moved |= best != m.to_refuge[v];
      m.to_refuge[v] = best;
    }
    if (!moved) break;
  }
}

void count_along(Movement& movement, const Table<MoveId, std::int64_t>& use) {
  const Table<SpotId, CaseTime> free = free_times(movement);
  const Table<SpotId, MoveId> next = most_used(movement, use);
  enum State : char { kNew, kOnWay, kDone };
  Table<SpotId, State> state(movement.node.size(), kNew);
  std::vector<SpotId> way;
  for (const SpotId start : movement.node.ids()) {
    SpotId at = start;
    for (way.clear(); state[at] == kNew && next[at].valid(); at = movement.head[next[at]]) {
      state[at] = kOnWay;
      way.push_back(at);
    }
    if (state[at] != kDone) movement.to_refuge[at] = free[at];  // a hub, nobody's way, or a circle closed
    state[at] = kDone;
    for (std::size_t i = way.size(); i-- > 0;) {
      if (state[way[i]] == kDone) continue;
      movement.to_refuge[way[i]] = movement.time[next[way[i]]] + movement.to_refuge[movement.head[next[way[i]]]];
      state[way[i]] = kDone;
    }
  }
  for (CaseTime& t : movement.to_refuge) t = std::min(t, movement.horizon);
}

}  // namespace passage::planner
