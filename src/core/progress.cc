#include "core/progress.h"

namespace passage {

std::atomic<bool>& stop_requested() {
  static std::atomic<bool> requested{false};
  return requested;
}

}  // namespace passage
