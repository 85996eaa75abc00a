// Ways that people would take if roads slowed down as they filled: a first guess at the roads that matter.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

// The vertices that anybody passes in `rounds` assignments of everybody to the nearest refuge, each with the delays
// that the mean of those before it would cause (the method of successive averages: Sheffi 1985, chapter 5; here
// capacities are persons over all hours). The first round has no delays: shortest ways.
// O(rounds x links log vertices).
[[nodiscard]] Table<VertexId, char> assigned_vertices(const TravelNetwork& outer, int rounds);

}  // namespace passage::timenet
