// The bound of a plan for several groups of travellers (docs/methods/travellers.md).
#pragma once

#include "verify/flows.h"

namespace passage::verify {

// For each deadline the levels that have cut times, weighted, count everybody at least once, and a car's room
// is worth no less to a level than the people of any group in it. Of each level the cut bound is
// recomputed for people counted by its scores; their weighted sum is the bound.
// Reports "levels", "labels", "bound". O(deadlines x levels x (nodes + roads)).
void check_levels(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings);

}  // namespace passage::verify
