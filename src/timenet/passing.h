// People led through nodes in times in which nobody may stand there: they come and go on at once.
#pragma once

#include "timenet/movement.h"

namespace passage::timenet {

struct PassingMovement {
  Movement movement;            // kInner, with spots that are passed while their node is barred
  Table<SpotId, char> hurried;  // those, where nobody may wait; empty = there is none
};

// As movement(c, Rounding::kInner), and as much work.
[[nodiscard]] PassingMovement movement_with_passing(const Case& c);

}  // namespace passage::timenet
