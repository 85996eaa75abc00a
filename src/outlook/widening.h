// How much wider than an ensemble its intervals have to be: a factor on the distance from the median, by horizon
// and level, learnt from what came of forecasts of other cases (conformal prediction; Vovk, Gammerman, Shafer 2005).
// docs/methods/displacement.md, "Widening".
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace passage::outlook {

inline constexpr std::array<double, 4> kWidenedLevels = {0.5, 0.8, 0.9, 0.95};  // central intervals
// Ends of the horizons, in lengths of the record learnt from.
inline constexpr std::array<double, 4> kWidenedHorizons = {0.25, 0.6, 1.2, std::numeric_limits<double>::infinity()};

using Widening = std::array<std::array<double, kWidenedLevels.size()>, kWidenedHorizons.size()>;  // [horizon][level]

inline constexpr Widening kNotWidened{{{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}}};

// Moves each value of a sample (ascending, not empty) away from the median or towards it; the order stays.
void widen(std::vector<double>& sample, const Widening& widening, double horizon);

// What came of one forecast: how far from the median, in half-widths on that side, by level.
struct Outcome {
  std::string crisis;  // each crisis counts alike
  double horizon = 0;
  std::array<double, kWidenedLevels.size()> reach{};
};
[[nodiscard]] Outcome outcome_of(std::vector<double>& sample, double truth, double horizon);  // ascending

// The factors by which each level would have held as many outcomes as it says, leaving out one crisis (or none).
// A horizon without outcomes has factors of 1.
[[nodiscard]] Widening learn_widening(const std::vector<Outcome>& outcomes, const std::string& without);

}  // namespace passage::outlook
