// People before a border crossing, hour by hour: a fluid queue with one rate.
#pragma once

#include <vector>

namespace passage::displacement {

struct QueueHour {
  double crossed = 0;  // in the hour
  double waiting = 0;  // at its end
};

// Arrivals by hour, at most `rate` people an hour (> 0) let through, first come first served. Who waits
// at the end of an hour waits waiting / rate hours more. O(hours).
[[nodiscard]] std::vector<QueueHour> queue_by_hour(const std::vector<double>& arriving, double rate);

}  // namespace passage::displacement
