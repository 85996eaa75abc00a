// What is proved of a plan for several groups of travellers, and why the others are left.
#pragma once

#include "bounds/levels.h"

namespace passage::bounds {

// Full hours of the case, evenly spread, and its end: as many as make at most `most_labels` rows of cut times.
[[nodiscard]] std::vector<CaseTime> level_deadlines(const Case& c, std::size_t groups, std::size_t most_labels);

// Fills in the curve, gaps, cut times, reasons and bottlenecks of a plan that has its rows and totals. proofs: of
// level_deadlines. Adds finding P515 if these are not every hour.
void conclude_groups(plan::Plan& plan, const Case& c, const LevelProofs& proofs);

}  // namespace passage::bounds
