// Roads that the map holds and that may be closed on the day.
#pragma once

#include <vector>

#include "network/network.h"

namespace passage::network {

// Why: the road is open at times only (ice, tide, season, hours), or behind a lock. What a case takes of these as
// closed, its [roads] say.
enum class Doubt : std::uint8_t { kAtTimes, kLocked };
using DoubtSet = std::uint8_t;  // bit 1 << Doubt
[[nodiscard]] constexpr DoubtSet doubt_bit(Doubt doubt) {
  return static_cast<DoubtSet>(1u << static_cast<unsigned>(doubt));
}

struct DoubtfulRoad {
  RoadId road;
  DoubtSet doubts = 0;  // not none
  [[nodiscard]] bool has(DoubtSet some) const { return (doubts & some) != 0; }
};

// The same network in which nobody may use the roads that are in one of these doubts. O(arcs) if there are any.
[[nodiscard]] Network without_doubtful(const Network& network, const std::vector<DoubtfulRoad>& doubtful,
                                       DoubtSet closed);

}  // namespace passage::network
