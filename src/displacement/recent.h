// Recent travel, in days' ways: r' = (r + way done today) / 2 each evening (Flee's short stints). Within
// a cohort it is an expectation: how many people are at each of eight levels, k / 7. Between levels
// people are shared so that the mean is kept.
#pragma once

#include <array>
#include <cstddef>

namespace passage::displacement {

constexpr std::size_t kRecentLevels = 8;
using Levels = std::array<float, kRecentLevels>;

// to += people * from.
inline void add_levels(Levels& to, const Levels& from, float people) {
  for (std::size_t k = 0; k < kRecentLevels; ++k) to[k] += people * from[k];
}
// The evening after `moved` days' ways: to += people * evening(from).
void add_evening(Levels& to, const Levels& from, float people, double moved);
// The first level from which r + moved < 1 no longer holds.
[[nodiscard]] std::size_t first_not_short(double moved);

}  // namespace passage::displacement
