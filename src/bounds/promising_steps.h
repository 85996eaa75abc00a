// How long the steps of a plan should be. Long ones lose to detours and the ends of windows, short ones the parts of
// persons at each road that holds people back.
#pragma once

#include <vector>

#include "bounds/bound.h"

namespace passage::bounds {

// About how many persons steps of that length lose. `guide`: cut times that tell which roads hold people back; `most`:
// at most how many are safe. O(links).
[[nodiscard]] double lost_in_steps(const TravelNetwork& outer, const TemporalCut& guide, std::int64_t most,
                                   Millis step);

// The best steps of some length, then of less, as far as they should lose less; never shorter than `finest`. O(links).
[[nodiscard]] std::vector<Millis> promising_steps(const TravelNetwork& outer, const TemporalCut& guide,
                                                  std::int64_t most, Millis finest);

}  // namespace passage::bounds
