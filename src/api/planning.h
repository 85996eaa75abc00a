// From wishes to a plan that is judged and written. Not installed.
#pragma once

#include "api/answers.h"
#include "api/opened_case.h"
#include "api/wishes.h"

namespace passage::api {

// Plans again for each wish besides the most people, so that its price is known; judges the last plan while it writes
// it.
[[nodiscard]] Plan planned(const OpenedCase& opened, const PlanWishes& wishes, const jobs::Task& task);

// The same if any one corridor may fail, with a plan for each.
[[nodiscard]] Survival survived(const OpenedCase& opened, const PlanWishes& wishes, const jobs::Task& task);

// What provenance says of what is asked for besides the most people.
[[nodiscard]] std::string wishes_text(const PlanWishes& wishes);

// What the planner is asked for: all of the wishes but fairness and routes.
[[nodiscard]] planner::PlanOptions asked_of_planner(const PlanWishes& wishes);

}  // namespace passage::api
