// A plan for several groups of travellers that share roads and refuges: one group after the other, each
// the best there is on what those before have left (docs/methods/travellers.md).
#pragma once

#include "planner/planner.h"

namespace passage::planner {

// As make_plan, which calls it where a case has several groups; options.sharing and options.routes do
// nothing. InputError P520 where the case has a rule that it does not know.
[[nodiscard]] plan::Plan plan_of_groups(const Case& c, const PlanOptions& options);

// InputError P521: `what` knows one group of travellers only, and the case has several.
void expect_one_group(const Case& c, const std::string& what);

// Whether some people go before others; the same case in which all are alike, for the price of that.
[[nodiscard]] bool has_priorities(const Case& c);
[[nodiscard]] Case without_priorities(const Case& c);

}  // namespace passage::planner
