// What people do on one travel network, told on another of nearly the same roads: where a solve of it may begin.
#pragma once

#include "expand/path_decomposition.h"
#include "solver/solve.h"

namespace passage::expand {

// The trips of `from` as itineraries on `to`, by the roads they take in the steps they take them, for as long as `to`
// has them: chains may begin and end elsewhere. Origins and refuges are known by their index. A way that leads nowhere
// in `to` is left out. O(legs x roads of a link that is not the same).
[[nodiscard]] solver::Itineraries carried(const TravelNetwork& from, const Trips& trips, const TravelNetwork& to,
                                          Millis step);

}  // namespace passage::expand
