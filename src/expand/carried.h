// What people do on one travel network, told on another one of nearly the same roads. A solve of the other may begin
// there (SolveOptions::warm_start).
#pragma once

#include "expand/path_decomposition.h"
#include "solver/solve.h"

namespace passage::expand {

// The trips of `from` as itineraries on `to`: the same roads in the same steps, though chains may begin and end
// elsewhere in `to`. Origins and refuges are told apart by their index, which both networks share. A trip whose next
// road is not in `to` is left out. O(legs x roads of a link that is not the same).
[[nodiscard]] solver::Itineraries carried(const TravelNetwork& from, const Trips& trips, const TravelNetwork& to,
                                          Millis step);

}  // namespace passage::expand
