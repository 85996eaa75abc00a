// Steps half as long in the same potentials: whoever may go in a step may go in its halves, as what is rounded
// up to whole steps becomes no more by it. So a solution in long steps is where one in short steps begins.
#pragma once

#include "expand/path_decomposition.h"
#include "solver/solve.h"

namespace passage::expand {

// The trips of a travel network as itineraries on it in steps half as long, half of the people in each. Trips by
// remnant links, which are others there, are left out. O(legs).
[[nodiscard]] solver::Itineraries halved(const TravelNetwork& travel, const Trips& trips);

}  // namespace passage::expand
