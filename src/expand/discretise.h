// A movement in continuous time becomes a flow problem in whole steps, and back.
//
// Arrival coordinates: step k of a spot v is the time [k D - d(v), (k + 1) D - d(v)), d(v) the
// free-flow time to the nearest refuge. A move costs its slack time + d(head) - d(tail) >= 0, zero on
// shortest ways, so that rounding lengthens no best route (docs/methods/rounding.md).
//   kInner: slack up, openings to the whole steps inside them: every solution is possible in
//           continuous time, people entering evenly within a step.
//   kOuter: slack down, openings to all steps they touch: a relaxation.
#pragma once

#include "expand/late.h"
#include "flow/problem.h"

namespace passage::expand {

// Flow node i is spot i, flow arc j is move j, flow refuge i is hub i.
struct Discrete {
  Millis step{0};
  flow::Problem problem;
  std::vector<std::int64_t> length;  // by arc: its time in ms
};

// step > 0. O(moves + pieces).
[[nodiscard]] Discrete discretise(const Movement& movement, Millis step);

// The time of step k at a spot.
[[nodiscard]] inline CaseInterval time_of(const Movement& movement, Millis step, SpotId spot, flow::Step k) {
  const CaseTime from = step * k - movement.to_refuge[spot];
  return {from, from + step};
}

// When those who leave the tail of a move in step k enter it; k is a step in which somebody may.
[[nodiscard]] inline CaseInterval entry_of(const Movement& movement, Millis step, MoveId m, flow::Step k) {
  return movement.is_late(m) ? late_entry(movement, step, m, k) : time_of(movement, step, movement.tail[m], k);
}

}  // namespace passage::expand
