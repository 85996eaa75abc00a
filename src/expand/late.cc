#include "expand/late.h"

namespace passage::expand {
namespace {

std::int64_t floor_steps(Millis t, Millis step) {
  return narrow(floor_div(t.count(), step.count()));
}
std::int64_t ceil_steps(Millis t, Millis step) {
  return narrow(ceil_div(t.count(), step.count()));
}

// What no whole step of a spot with the coordinate d takes; nothing of an opening within one step.
Times ends_of(const Times& times, Millis step, CaseTime d) {
  Times out;
  for (const CaseInterval& open : times) {
    const std::int64_t whole = ceil_steps(open.from + d, step), end = floor_steps(open.until + d, step);
    if (whole > end) continue;
    const CaseTime from = step * whole - d, until = step * end - d;
    if (whole == end) {
      out.push_back(open);
      continue;
    }
    if (open.from < from) out.push_back({open.from, from});
    if (until < open.until) out.push_back({until, open.until});
  }
  return out;
}

// Those for steps of another length.
void drop_late_moves(Movement& m) {
  std::size_t moves = m.tail.size();
  while (moves > 0 && m.is_late(MoveId{static_cast<std::uint32_t>(moves - 1)})) --moves;
  m.tail.resize(moves);
  m.head.resize(moves);
  m.arc.resize(moves);
  m.time.resize(moves);
  m.persons_per_h.resize(moves);
  m.open.resize(moves);
  m.whole.resize(moves);
  m.chain_of.resize(moves + 1);
  m.chain.resize(m.chain_of.back());
}

}  // namespace

Movement with_late_moves(Movement m, Millis step) {
  PASSAGE_EXPECT(!m.chain_of.empty());
  drop_late_moves(m);
  const std::size_t moves = m.tail.size();
  m.late = Table<MoveId, char>(moves, 0);
  for (std::uint32_t i = 0; i < moves; ++i) {
    const MoveId a{i};
    if (m.open[a] == 0 || !m.arc[a].valid()) continue;  // a refuge takes people in over its steps
    Times ends = ends_of(m.opening(a), step, m.to_refuge[m.tail[a]]);
    if (ends.empty()) continue;
    m.tail.push_back(SpotId{m.tail[a]});
    m.head.push_back(SpotId{m.head[a]});
    m.arc.push_back(network::ArcId{m.arc[a]});
    m.time.push_back(Millis{m.time[a]});
    m.persons_per_h.push_back(Rational{m.persons_per_h[a]});
    m.open.push_back(static_cast<std::uint32_t>(m.sets.size()));
    m.sets.push_back(rules::time_set(std::move(ends), m.horizon));
    m.whole.push_back(timenet::kWholePersons);
    m.late.push_back(1);
    for (std::uint32_t j = m.chain_of[i]; j < m.chain_of[i + 1]; ++j) m.chain.push_back(timenet::Road{m.chain[j]});
    m.chain_of.push_back(static_cast<std::uint32_t>(m.chain.size()));
  }
  return m;
}

flow::Step late_step(const Movement& m, Millis step, MoveId late, const CaseInterval& open) {
  return narrow(ceil_steps(open.from + m.to_refuge[m.tail[late]], step) - 1);
}

CaseInterval late_entry(const Movement& m, Millis step, MoveId late, flow::Step k) {
  for (const CaseInterval& open : m.opening(late)) {
    if (late_step(m, step, late, open) == k) return open;
  }
  PASSAGE_EXPECT(false);
  return {};
}

}  // namespace passage::expand
