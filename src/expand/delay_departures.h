// People wait at home instead of on the way: departures are put off for as long as nobody is safe any later by it.
#pragma once

#include "expand/discretise.h"
#include "flow/solution.h"

namespace passage::expand {

// Moves each entry to the latest step in which its arc has room and from which those who entered can still leave its
// head as they do. Vertices nearest to a refuge come first, so that what is put off there can be put off before it.
// Intakes stay as they are. O(passes x (arcs x steps + entries x steps waited)).
void delay_departures(const TravelNetwork& travel, const Discrete& discrete, flow::Solution& solution);

}  // namespace passage::expand
