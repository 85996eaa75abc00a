#include "planner/discretise.h"

#include <limits>
#include <numeric>

namespace passage::planner {

using flow::Piece;
using flow::Step;
using flow::StepRate;

namespace {

Step floor_steps(Millis t, Millis step) {
  return narrow(floor_div(t.count(), step.count()));
}
Step ceil_steps(Millis t, Millis step) {
  return narrow(ceil_div(t.count(), step.count()));
}

// floor(U((k + 1) D - d)) - floor(U(k D - d)) persons in step k, U the rate's running total: at time t
// of an opening, rate x (t - closed), closed the milliseconds before it in which the road was not open.
StepRate rate_of(Rational persons_per_h, Millis step, CaseTime d, Rational closed = {}) {
  if (persons_per_h < Rational{0}) return {flow::kUnlimited, 1, 0};
  constexpr Int128 kLargest = std::numeric_limits<std::int64_t>::max();
  const Int128 parts = closed.den();
  const Int128 num = Int128{persons_per_h.num()} * step.count() * parts;
  const Int128 den = Int128{persons_per_h.den()} * 3'600'000 * parts;
  if (num > kLargest || den > kLargest) return rate_of(persons_per_h, step, d, Rational{closed.ceil()});
  // Whole persons before the first step cancel out.
  const Int128 before = Int128{persons_per_h.num()} * (parts * d.count() + closed.num());
  const Int128 phase = -before - den * floor_div(-before, den);
  const std::int64_t common = std::gcd(std::gcd(narrow(num), narrow(phase)), narrow(den));
  return {narrow(num / common), narrow(den / common), narrow(phase / common)};
}

StepRate whole_persons(Rational persons_per_h, Millis step) {
  if (persons_per_h < Rational{0}) return {flow::kUnlimited, 1, 0};
  const Int128 num = Int128{persons_per_h.num()} * step.count();
  return {narrow(floor_div(num, Int128{persons_per_h.den()} * 3'600'000)), 1, 0};
}

}  // namespace

Discrete discretise(const Movement& movement, Millis step) {
  PASSAGE_EXPECT(step > Millis{0});
  const bool inner = movement.rounding == Rounding::kInner;
  Discrete out;
  out.step = step;
  flow::Problem& p = out.problem;
  p.node_count = movement.node.size();
  const Step steps = inner ? floor_steps(movement.horizon, step) : ceil_steps(movement.horizon, step);
  p.horizon = std::max<Step>(0, steps - 1);
  for (const Supply& s : movement.supplies) {
    const Millis at = s.release + movement.to_refuge[s.spot];
    p.supplies.push_back(
        {flow::NodeId{s.spot.index()}, s.persons.count(), inner ? ceil_steps(at, step) : floor_steps(at, step)});
  }
  for (const Hub& hub : movement.hubs) {
    p.refuges.push_back({flow::NodeId{hub.spot.index()},
                         hub.capacity ? hub.capacity->count() : flow::kUnlimited,
                         {flow::kUnlimited, 1, 0}});
  }
  std::vector<std::uint32_t> first{0};
  for (const MoveId m : movement.tail.ids()) {
    const SpotId u = movement.tail[m], v = movement.head[m];
    const CaseTime d = movement.to_refuge[u];
    const Millis slack = movement.time[m] + movement.to_refuge[v] - d;
    p.tail.push_back(flow::NodeId{u.index()});
    p.head.push_back(flow::NodeId{v.index()});
    p.time.push_back(std::max<Step>(0, inner ? ceil_steps(slack, step) : floor_steps(slack, step)));
    const bool whole = movement.whole[m] == kWholePersons;
    const StepRate rate =
        whole ? whole_persons(movement.persons_per_h[m], step) : rate_of(movement.persons_per_h[m], step, d);
    if (movement.open[m] == 0) {
      p.capacity.push_back(rate);
    } else {
      p.capacity.push_back({0, 1, 0});
      for (const CaseInterval& open : movement.opening(m)) {
        Interval<Step> at = inner ? Interval<Step>{ceil_steps(open.from + d, step), floor_steps(open.until + d, step)}
                                  : Interval<Step>{floor_steps(open.from + d, step), ceil_steps(open.until + d, step)};
        at = intersect(at, {0, p.horizon + 1});
        if (!inner && p.pieces.size() > first.back()) at.from = std::max(at.from, p.pieces.values().back().steps.until);
        if (at.empty()) continue;
        if (whole) {
          p.pieces.push_back(Piece{at, rate});
          continue;
        }
        const Rational closed = movement.sets[movement.whole[m]].closed_before(open.from);
        p.pieces.push_back(Piece{at, rate_of(movement.persons_per_h[m], step, d, closed)});
      }
    }
    first.push_back(static_cast<std::uint32_t>(p.pieces.size()));
  }
  p.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::move(first));
  return out;
}

}  // namespace passage::planner
