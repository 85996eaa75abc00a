// Plans of large cases: the bound from an active network of the roads, the plan on those of it that are used, chains of
// them joined (docs/methods/reduction.md).
#pragma once

#include "bounds/active_network.h"
#include "core/measure.h"
#include "planner/planner.h"

namespace passage::planner {

using bounds::ActiveNetwork;

// As make_plan, which began at `since`. `active` of `outer`, as it begins.
[[nodiscard]] plan::Plan plan_large(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer,
                                    ActiveNetwork active, const Stopwatch& since, const PlanOptions& options,
                                    const jobs::Task& task);

}  // namespace passage::planner
