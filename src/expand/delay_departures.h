// Waiting on the way is put off to where people come from: they leave home later, as long as that
// costs nobody's arrival anything.
#pragma once

#include "expand/discretise.h"
#include "flow/solution.h"

namespace passage::expand {

// Each entry moves to the latest step that its capacity and the departures behind it allow, vertices
// nearest to a refuge first. Intakes stay as they are. O(passes x (arcs x steps + entries x
// steps waited)).
void delay_departures(const TravelNetwork& travel, const Discrete& discrete, flow::Solution& solution);

}  // namespace passage::expand
