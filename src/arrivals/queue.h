// People before a border crossing, step by step: a fluid queue with one rate.
#pragma once

#include <vector>

namespace passage::arrivals {

struct QueueStep {
  double crossed = 0;  // in the step
  double waiting = 0;  // at its end
};

// Arrivals by step, at most `rate` people a step (> 0) let through, first come first served. Who waits
// at the end of a step waits waiting / rate steps more. O(steps).
[[nodiscard]] std::vector<QueueStep> queue_by_step(const std::vector<double>& arriving, double rate);

}  // namespace passage::arrivals
