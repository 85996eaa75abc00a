// The times that steps are counted back from (docs/methods/rounding.md): any will do for a plan, and it loses
// least where those who travel have no slack.
#pragma once

#include "planner/movement.h"

namespace passage::planner {

// to_refuge of each spot: the time along the moves that most people use (`use`: persons a move), free-flow times
// where nobody does or where following the most used would lead in a circle. O(moves log spots).
void count_along(Movement& movement, const Table<MoveId, std::int64_t>& use);

// Moves the coordinates of spots until no single one loses less by rounding to steps: `use` times the time by which
// slack is rounded up, or a negative one waits. Those of hubs and gates stay. O(moves), some times.
void fit_to_steps(Movement& movement, const Table<MoveId, std::int64_t>& use, Millis step);

}  // namespace passage::planner
