// The times that steps are counted back from (docs/methods/rounding.md): any will do for a plan, and it loses
// least where those who travel have no slack.
#pragma once

#include "planner/movement.h"

namespace passage::planner {

// Moves the coordinates of spots until no single one loses less by rounding to steps: `use` times the time by which
// slack is rounded up, or a negative one waits. Those of hubs and gates stay. O(moves), some times.
void fit_to_steps(Movement& movement, const Table<MoveId, std::int64_t>& use, Millis step);

}  // namespace passage::planner
