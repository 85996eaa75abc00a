// The orders of a plan, replayed road by road.
#pragma once

#include "verify/match.h"

namespace passage::verify {

// Orders: known ids, people who are there (origin, mode, release), who all come to a refuge in time;
// they add up to the flows at every node and mode, and to the arrivals at every refuge by time.
// Legs: a connected route from the origin's node to the refuge's, nobody enters a road before
// leaving the one before; together they are the flows, at every moment where a flow row begins or
// ends. Reports "orders", "legs". O(rows log rows).
void check_orders(const Case& c, const Plan& plan, const Matched& matched, Findings& findings);

}  // namespace passage::verify
