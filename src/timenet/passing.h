// People led through nodes in times in which nobody may stand there: they come and go on at once.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

struct PassingNetwork {
  TravelNetwork travel;           // kInner, with vertices that are passed while their node is barred
  Table<VertexId, char> hurried;  // those, where nobody may wait; empty = there is none
};

// As travel_network(c, Rounding::kInner), and as much work.
[[nodiscard]] PassingNetwork network_with_passing(const Case& c);

}  // namespace passage::timenet
