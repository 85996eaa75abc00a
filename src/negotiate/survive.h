// What can be promised if any one corridor may fail (docs/methods/worth.md). A corridor fails by never
// opening, and it is known before anybody sets out: then the plan for that failure is carried out
// instead: recourse. The promise is the number of people who are safe in the worst of them, and the proof is
// that no plan, whatever it does, brings out more when that corridor fails.
#pragma once

#include <optional>
#include <vector>

#include "negotiate/outcome.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;

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

// One plan a corridor and one more, several at once. No corridors: the promise is the plan's own.
[[nodiscard]] Survival survive_one(const Case& c, const PlanOptions& options);

// 80 columns at most.
[[nodiscard]] std::string survival_page(const Case& c, const Survival& survival);

}  // namespace passage::negotiate
