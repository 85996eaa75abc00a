// A travel network that leads people through nodes at times at which nobody may stand there. They come to a vertex of
// its own and have to go on at once.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

struct PassingNetwork {
  TravelNetwork travel;           // kInner, with vertices that are passed while their node is barred
  Table<VertexId, char> hurried;  // a flag for those: nobody may wait there; empty = there are none
};

// As travel_network(c, Rounding::kInner), and as much work.
[[nodiscard]] PassingNetwork network_with_passing(const Case& c);

}  // namespace passage::timenet
