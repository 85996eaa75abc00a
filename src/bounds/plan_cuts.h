// The cuts of a plan, on the travel network of a case that is nearly the plan's.
#pragma once

#include <vector>

#include "bounds/bound.h"
#include "plan/plan.h"

namespace passage::bounds {

// A cut from rows of a plan (its table `labels`): nodes have the cut times that are written, gates and hubs the best
// that go with them. It proves a bound of this case, as any cut does. O(vertices + links + rows).
[[nodiscard]] TemporalCut cut_from_rows(const std::vector<plan::Label>& rows, const TravelNetwork& outer,
                                        CaseTime deadline, std::size_t level = 0);

// At most how many are safe by the end of `c`, by the cuts of a plan of a case with the same people: the better of what
// they prove as they are and after a descent. O(levels x sweeps x links).
[[nodiscard]] Persons bound_by_cuts(const Case& c, const plan::Plan& plan);

}  // namespace passage::bounds
