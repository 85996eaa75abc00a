// The paths that people would take if roads slowed down as they filled: a first guess at the roads that matter.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

// Assigns everybody to the refuge that is nearest, `rounds` times, and returns a flag for each vertex that anybody has
// passed. Each round has the delays that the mean of the rounds before it would cause; the first has none (the method
// of successive averages: Sheffi, Urban Transportation Networks, 1985, chapter 5). A capacity is the number of persons
// who can enter over all hours. O(rounds x links log vertices).
[[nodiscard]] Table<VertexId, char> assigned_vertices(const TravelNetwork& outer, int rounds);

}  // namespace passage::timenet
