#include "displacement/recent.h"

#include <algorithm>
#include <cmath>

namespace passage::displacement {

void add_evening(Levels& to, const Levels& from, float people, double moved) {
  // Level k goes to k / 2 + shift: every second level falls equally far between two others.
  const double shift = std::min(moved, 1.0) * (kRecentLevels - 1) / 2;
  std::array<float, kRecentLevels + 2> out{};
  for (const std::size_t odd : {std::size_t{0}, std::size_t{1}}) {
    const double first = shift + 0.5 * static_cast<double>(odd);
    const auto low = static_cast<std::size_t>(first);
    const float high = people * static_cast<float>(first - static_cast<double>(low)), rest = people - high;
    for (std::size_t k = 0; k < kRecentLevels / 2; ++k) {
      out[low + k] += rest * from[2 * k + odd];
      out[low + k + 1] += high * from[2 * k + odd];
    }
  }
  for (std::size_t k = 0; k < kRecentLevels; ++k) to[k] += out[k];
  to[kRecentLevels - 1] += out[kRecentLevels] + out[kRecentLevels + 1];
}

std::size_t first_not_short(double moved) {
  const double edge = (1 - moved) * (kRecentLevels - 1);
  return static_cast<std::size_t>(std::clamp(std::ceil(edge - 1e-9), 0.0, static_cast<double>(kRecentLevels)));
}

}  // namespace passage::displacement
