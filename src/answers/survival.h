// What can be promised if any one corridor may fail (docs/methods/worth.md).
#pragma once

#include <optional>
#include <vector>

#include "plan/plan.h"
#include "scenario/case.h"

namespace passage::answers {

struct Failure {
  scenario::CorridorId corridor;
  plan::Plan plan;  // if it never opens
  Persons on_it;    // people whom the plan without failure sends over it: who would have to be told
  Persons kept;     // whose orders in that plan hold all the same; 0 where legs are left out
};

struct Survival {
  plan::Plan plan;                // if nothing fails
  std::vector<Failure> failures;  // corridors of the round with a window in force, in the case's order
  Persons promise;                // safe whichever one fails, or none does
  Persons promise_at_most;        // proved: nobody can promise more
  // Safe whichever fails, or none does, by one plan whose orders nobody changes: the best of those that are here.
  Persons unchanged;
  std::optional<scenario::CorridorId> unchanged_by;  // the plan for this failure; none: the plan without failure
  [[nodiscard]] Persons price() const { return plan.safe - promise; }
};

}  // namespace passage::answers
