// Why people are left behind, and what holds them back: read off the labels of the horizon.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "planner/bound.h"

namespace passage::planner {

struct HeldBack {
  std::string reason;           // refuge_full, window or road_capacity
  std::vector<std::string> by;  // in words, most people first, six at most
};

// The parts of the bound that the people at these spots could still come to, and not pass, say what
// holds them back. A part is short of time if it is closed for more of its time than it is open; the
// reason is what most people come through all the same. O(moves that can be reached).
[[nodiscard]] HeldBack held_back(const Case& c, const Movement& outer, const Labels& labels,
                                 const std::vector<SpotId>& spots);

// The parts of the bound, with what one more hour of each would bring out at most; largest first,
// ten at most. `left` caps each. O(moves log moves + terms).
[[nodiscard]] std::vector<plan::Bottleneck> bottlenecks(const Case& c, const Movement& outer, const Labels& labels,
                                                        Persons left);

}  // namespace passage::planner
