// How long the steps of a plan should be. Long ones lose to detours and the ends of windows, short ones the parts of
// persons at each road that holds people back.
#pragma once

#include <vector>

#include "bounds/bound.h"

namespace passage::bounds {

// About how many persons a plan in steps of that length loses. `guide`: a cut that tells which roads hold people back;
// `most`: at most how many are safe. O(links).
[[nodiscard]] double lost_in_steps(const TravelNetwork& outer, const TemporalCut& guide, std::int64_t most,
                                   Millis step);

// Lengths of steps to be tried, one after the other, as long as the next should lose less: first the best of the long
// ones, then of shorter ones, never shorter than `finest`. O(links).
[[nodiscard]] std::vector<Millis> promising_steps(const TravelNetwork& outer, const TemporalCut& guide,
                                                  std::int64_t most, Millis finest);

}  // namespace passage::bounds
