// Recent travel, in days' ways: r' = (r + way done today) / 2 each evening (Flee's short stints). Within
// a cohort it is an expectation: how many people are at each of six levels, k / 5. Between levels
// people are shared so that the mean is kept.
#pragma once

#include <array>
#include <cstddef>

namespace passage::displacement {

constexpr std::size_t kRecentLevels = 6;
using Levels = std::array<float, kRecentLevels>;

// to += people * from.
inline void add_levels(Levels& to, const Levels& from, float people) {
  for (std::size_t k = 0; k < kRecentLevels; ++k) to[k] += people * from[k];
}
[[nodiscard]] inline float sum(const Levels& levels) {
  return (levels[0] + levels[1]) + (levels[2] + levels[3]) + (levels[4] + levels[5]);
}
// The evening after `moved` days' ways (more than one: as one).
[[nodiscard]] Levels evening(const Levels& from, double moved);
// The first level from which r + moved < 1 no longer holds.
[[nodiscard]] std::size_t first_not_short(double moved);

}  // namespace passage::displacement
