// A plan for several groups of travellers (docs/methods/travellers.md): each group's rows, replayed by
// themselves, and what the groups share.
#pragma once

#include "verify/flows.h"

namespace passage::verify {

// Each group as if it were alone and nothing were short: rows, movement, orders, legs as of those checks.
// Together: between any two moments no more enter a road than its capacity lets through, counted in cars'
// room (a bus counts whole, however full), and one person more of each group that is not in buses; intake
// likewise in persons; daily limits, lifetime capacities, places to wait (the most of each group that wait there, at
// whatever times); no more people than there are at any origin.
// Reports what check_rows, check_movement and check_orders do, and "groups". O(rows log rows).
void check_groups(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings);

// One person, and a hundredth for fractions that a planner rounds.
[[nodiscard]] inline Rational one_person() {
  return Rational::of(101, 100);
}

}  // namespace passage::verify
