// Who goes where not all can: every place's share of people brought out as even as it can be, at
// nobody's cost. Refuges take in as many at every step as before.
#pragma once

#include <cstdint>

#include "expand/discretise.h"
#include "flow/solution.h"

namespace passage::orders {

using expand::Discrete;
using timenet::TravelNetwork;

// `discrete` and `solution` as keep_trips leaves them: supplies are those who set out. Afterwards the
// shares of supplies (set out / people) are lexicographically max-min fair among all that the same
// intakes allow, rounded to whole persons; supplies in order, whatever file they came from.
//
// Supplies that can be brought out together are the independent sets of a polymatroid, so shares are
// levelled by decomposition (Fujishige 1980): exchange along residual paths of the time expansion
// towards one common share; where that fails, a cut parts the supplies, and each part is levelled on
// its own. False if `work` links looked at were not enough: what is levelled so far stays.
[[nodiscard]] bool share_fairly(const TravelNetwork& travel, Discrete& discrete, flow::Solution& solution,
                                std::int64_t work);

}  // namespace passage::orders
