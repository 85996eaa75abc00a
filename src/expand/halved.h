// A solution in steps of D, told in steps of D / 2 with the same potentials. It stays possible, as rounding up to
// halves of D is never more than rounding up to D:
//
//     ceil(sigma / (D / 2)) D / 2  <=  ceil(sigma / D) D.
//
// So a solve in the shorter steps may begin there.
#pragma once

#include "expand/path_decomposition.h"
#include "solver/solve.h"

namespace passage::expand {

// The trips as itineraries in steps half as long: half of the people of a trip go in the first half of each of its
// steps, half in the second. Trips by remnant links are left out, since other steps leave other remnants. O(legs).
[[nodiscard]] solver::Itineraries halved(const TravelNetwork& travel, const Trips& trips);

}  // namespace passage::expand
