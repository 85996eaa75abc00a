// Plans of large cases: the bound from a core of the roads, the plan on those of it that are used, chains of
// them joined (docs/methods/reduction.md).
#pragma once

#include "bounds/core.h"
#include "core/measure.h"
#include "planner/planner.h"

namespace passage::planner {

using bounds::Core;

// As make_plan, which began at `since`. `core` of `outer`, as it begins.
[[nodiscard]] plan::Plan plan_on_core(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer, Core core,
                                      const Stopwatch& since, const PlanOptions& options);

}  // namespace passage::planner
