#include "displacement/recent.h"

#include <algorithm>
#include <cmath>

namespace passage::displacement {

namespace {

// Level k goes to k / 2 + shift: every second level falls equally far between two others.
Levels shifted(const Levels& from, double shift) {
  std::array<float, kRecentLevels + 2> out{};
  for (const std::size_t odd : {std::size_t{0}, std::size_t{1}}) {
    const double first = shift + 0.5 * static_cast<double>(odd);
    const auto low = static_cast<std::size_t>(first);
    const float high = static_cast<float>(first - static_cast<double>(low)), rest = 1 - high;
    for (std::size_t k = 0; k < kRecentLevels / 2; ++k) {
      out[low + k] += rest * from[2 * k + odd];
      out[low + k + 1] += high * from[2 * k + odd];
    }
  }
  Levels to{};
  std::copy_n(out.begin(), kRecentLevels, to.begin());
  to[kRecentLevels - 1] += out[kRecentLevels] + out[kRecentLevels + 1];
  return to;
}

}  // namespace

Levels evening(const Levels& r, double moved) {
  static_assert(kRecentLevels == 6);
  // Most have not moved at all or the whole way, a shift of none or of two levels and a half.
  if (moved <= 0) {
    const float a = 0.5f * r[1], b = 0.5f * r[3], c = 0.5f * r[5];
    return {r[0] + a, a + r[2] + b, b + r[4] + c, c, 0, 0};
  }
  if (moved >= 1) {
    const float a = 0.5f * r[0], b = 0.5f * r[2], c = 0.5f * r[4];
    return {0, 0, a, a + r[1] + b, b + r[3] + c, c + r[5]};
  }
  return shifted(r, moved * (kRecentLevels - 1) / 2);
}

std::size_t first_not_short(double moved) {
  const double edge = (1 - moved) * (kRecentLevels - 1) - 1e-9;
  std::size_t level = 0;
  for (std::size_t k = 0; k < kRecentLevels; ++k) level += static_cast<double>(k) < edge ? 1 : 0;
  return level;
}

}  // namespace passage::displacement
