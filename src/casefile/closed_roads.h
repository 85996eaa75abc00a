// Roads with a speed or capacity of 0.
#pragma once

#include "network/network.h"

namespace passage::casefile {

// A speed or capacity of 0 closes a road to everybody, whatever its source: a network in which nobody may use such
// roads, and how many there are that somebody could use before. O(arcs); the same network where there is none.
struct ClosedRoads {
  network::Network network;
  std::size_t roads = 0;
};
[[nodiscard]] ClosedRoads close_roads_at_zero(network::Network network);

}  // namespace passage::casefile
