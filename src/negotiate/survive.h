// What can be promised if any one corridor may fail (docs/methods/worth.md). A corridor fails by never
// opening, and it is known before anybody sets out: then the plan for that failure is carried out
// instead: recourse. The promise is the number of people who are safe in the worst of them, and the proof is
// that no plan, whatever it does, brings out more when that corridor fails.
#pragma once

#include "answers/survival.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;

// One plan a corridor and one more, several at once. No corridors: the promise is the plan's own.
[[nodiscard]] answers::Survival survive_one(const Case& c, const PlanOptions& options, const jobs::Task& task);

}  // namespace passage::negotiate
