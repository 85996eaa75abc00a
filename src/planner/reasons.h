// Why people are left behind, and what holds them back: read off the labels of the horizon.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "planner/bound.h"

namespace passage::planner {

// refuge_full, window or road_capacity: what most of the places that the people at these spots could
// still come to, and not pass, is short of. O(moves that can be reached).
[[nodiscard]] std::string reason_of(const Movement& outer, const Labels& labels, const std::vector<SpotId>& spots);

// The parts of the bound, with what one more hour of each would bring out at most; largest first,
// ten at most. `left` caps each. O(moves log moves).
[[nodiscard]] std::vector<plan::Bottleneck> bottlenecks(const Case& c, const Movement& outer, const Labels& labels,
                                                        Persons left);

}  // namespace passage::planner
