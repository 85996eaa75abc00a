#include "arrivals/queue.h"

#include <algorithm>

namespace passage::arrivals {

std::vector<QueueStep> queue_by_step(const std::vector<double>& arriving, double rate) {
  std::vector<QueueStep> out;
  double waiting = 0;
  for (const double people : arriving) {
    const double crossed = std::min(waiting + people, rate);
    waiting += people - crossed;
    out.push_back({crossed, waiting});
  }
  return out;
}

}  // namespace passage::arrivals
