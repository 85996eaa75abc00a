// Cut times as a plan has them, on the travel network of a case that is nearly the plan's.
#pragma once

#include <vector>

#include "bounds/bound.h"
#include "plan/plan.h"

namespace passage::bounds {

// Cut times of a plan of nearly the same case, on this case's travel network: for nodes as written, for a
// refuge's gate and hub the best that fit them. Any cut times prove a bound. O(vertices + links + cut times).
[[nodiscard]] TemporalCut cut_from_rows(const std::vector<plan::Label>& rows, const TravelNetwork& outer,
                                        CaseTime deadline, std::size_t level = 0);

// At most this many are safe by the end of the case, by a plan's cut times of a case like it, with the same people: as
// they are, then improved. O(levels x sweeps x links).
[[nodiscard]] Persons bound_by_cuts(const Case& c, const plan::Plan& plan);

}  // namespace passage::bounds
