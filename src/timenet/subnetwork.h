// Travel networks made of parts of others.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

// A network of the same case without vertices, links, people and hubs. It has no allowance either: that belongs to the
// sum of a bound on the whole network, and on a part cut times are only chosen. O(sets + nodes).
[[nodiscard]] TravelNetwork frame_of(const TravelNetwork& whole);

// People and hubs of the whole, at vertices of `part`. in_part: by vertex of the whole, where it is in `part`; valid
// for all homes and hubs.
void place_people(const TravelNetwork& whole, const Table<VertexId, VertexId>& in_part, TravelNetwork& part);

// The vertices that are in (a flag for each) and the links between them, in their order; all homes and hubs are in.
// Potentials stay those of the whole, so that times mean the same in both. Of a network without chains. O(links).
[[nodiscard]] TravelNetwork subnetwork(const TravelNetwork& whole, const Table<VertexId, char>& in);

}  // namespace passage::timenet
