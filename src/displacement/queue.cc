#include "displacement/queue.h"

#include <algorithm>

namespace passage::displacement {

std::vector<QueueHour> queue_by_hour(const std::vector<double>& arriving, double rate) {
  std::vector<QueueHour> out;
  double waiting = 0;
  for (const double people : arriving) {
    const double crossed = std::min(waiting + people, rate);
    waiting += people - crossed;
    out.push_back({crossed, waiting});
  }
  return out;
}

}  // namespace passage::displacement
