// What is proved of a plan for several groups of travellers, and why the others are left.
#pragma once

#include "bounds/levels.h"

namespace passage::bounds {

// Hours of the case, evenly, few enough for at most `most_labels` rows of cut times of all groups, and its end.
[[nodiscard]] std::vector<CaseTime> level_deadlines(const Case& c, std::size_t groups, std::size_t most_labels);

// Curve, gaps, cut times, reasons and bottlenecks of a plan that has its rows and totals. proofs: for level_deadlines;
// finding P515 where these are not every hour.
void conclude_groups(plan::Plan& plan, const Case& c, const LevelProofs& proofs);

}  // namespace passage::bounds
