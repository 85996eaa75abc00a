// The ends of openings. An opening is used in the whole steps within it; what is left at its ends, and all of
// one that is shorter than two steps, is used by a late move beside the one that it is of. Whoever takes it
// leaves the tail in the step before the next whole one, enters while the end is open, and counts as there one
// step later: people come to the head at least as soon as evenly over that step, and leave the tail no sooner
// than evenly over theirs.
#pragma once

#include "flow/problem.h"
#include "timenet/movement.h"

namespace passage::expand {

using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::MoveId;
using timenet::Movement;
using timenet::SpotId;

// A kInner movement with its late moves for steps of that length, after its own, in place of those it may have.
// O(moves + openings).
[[nodiscard]] Movement with_late_moves(Movement movement, Millis step);

// The step in which people leave the tail for an opening of a late move.
[[nodiscard]] flow::Step late_step(const Movement& movement, Millis step, MoveId late, const CaseInterval& open);

// The opening of a late move for which people leave in step k; there is one.
[[nodiscard]] CaseInterval late_entry(const Movement& movement, Millis step, MoveId late, flow::Step k);

}  // namespace passage::expand
