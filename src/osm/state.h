// The state that a road is in, as its tags say: destroyed, mined, under water at times (docs/methods/roads.md,
// "State").
#pragma once

#include "network/network.h"
#include "osm/values.h"

namespace passage::osm {

struct RoadState {
  network::ModeSet closed = 0;  // nobody of these can pass
  std::vector<TagNote> notes;   // P323 of what closes; P327 of what is noted, and kept; P326 of what is not understood
  std::vector<TagNote> at_times;  // P328: for whom it does not close, it is open at times only; empty: at all times
};

// kPoint: a node that is no barrier, and may be a shop or a sign beside the road: fewer keys speak of the road there.
enum class StateOf { kWay, kBarrier, kPoint };
[[nodiscard]] RoadState read_state(const TagLookup& tag, StateOf what);

}  // namespace passage::osm
