// What is proved of a plan for several groups of travellers, and why the others are left.
#pragma once

#include "planner/levels.h"

namespace passage::planner {

// Few enough hours of the case to keep labels of all levels for, and its end.
[[nodiscard]] std::vector<CaseTime> level_deadlines(const Case& c, std::size_t groups);

// Curve, gaps, labels, reasons and bottlenecks of a plan that has its rows and totals. proofs: for level_deadlines.
void conclude_groups(plan::Plan& plan, const Case& c, const LevelProofs& proofs);

}  // namespace passage::planner
