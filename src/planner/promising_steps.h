// How long the steps of a plan should be. Long ones lose to detours and the ends of windows, short ones the parts of
// persons at each road that holds people back.
#pragma once

#include <vector>

#include "planner/bound.h"

namespace passage::planner {

// The best steps of some length, then of less, as far as they should lose less; never shorter than `finest`. `guide`:
// labels that tell which roads hold people back; `most`: at most how many are safe. O(moves).
[[nodiscard]] std::vector<Millis> promising_steps(const Movement& outer, const Labels& guide, std::int64_t most,
                                                  Millis finest);

}  // namespace passage::planner
