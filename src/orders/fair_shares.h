// Who goes if not all can: the shares of people who are brought out are made as even between places as they can be, at
// nobody's cost. Refuges take in as many at every step as before.
#pragma once

#include <cstdint>

#include "expand/discretise.h"
#include "flow/solution.h"

namespace passage::orders {

using expand::Discrete;
using timenet::TravelNetwork;

// `discrete` and `solution` are as keep_trips leaves them: supplies are those who set out. Afterwards the shares of
// supplies (set out / people) are lexicographically max-min fair among all that the same intakes allow, rounded to
// whole persons. The order of rows in a file changes nothing.
//
// Supplies that can be brought out together are the independent sets of a polymatroid, so shares are levelled by
// decomposition (Fujishige 1980). Towards one common share people are exchanged along residual paths of the time
// expansion; where that fails a cut parts the supplies, and each part is levelled on its own. Returns false if `work`
// links were looked at and it was not done; what is levelled by then stays.
[[nodiscard]] bool share_fairly(const TravelNetwork& travel, Discrete& discrete, flow::Solution& solution,
                                std::int64_t work);

}  // namespace passage::orders
