// A plan for several groups of travellers that share roads and refuges: one group after the other, each
// the best there is on what those before have left (docs/methods/travellers.md).
#pragma once

#include "planner/planner.h"

namespace passage::planner {

// As make_plan, which calls it where a case has several groups. options.sharing and options.routes hold within each
// group: districts are alike among those who are planned together, a place's routes are counted for each.
[[nodiscard]] plan::Plan plan_of_groups(const Case& c, const PlanOptions& options, const jobs::Task& task);

// Whether some people go before others; the same case in which all are alike, for the price of that.
[[nodiscard]] bool has_priorities(const Case& c);
[[nodiscard]] Case without_priorities(const Case& c);

}  // namespace passage::planner
