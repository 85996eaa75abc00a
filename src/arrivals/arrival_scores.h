// Forecasts of arrivals from rolling origins against the counts that came after them, beside naive ones. What is
// scored is what reports say: the people between two of them. docs/methods/displacement.md, "Arrivals".
#pragma once

#include <array>
#include <string_view>

#include "arrivals/arrival_record.h"

namespace passage::arrivals {

// The last report's pace; the last week's; the last week's, going on to fall as from the week before; their mean.
inline constexpr std::array<std::string_view, 4> kNaiveNames = {"last_value", "last_week", "decay", "mean"};

struct ArrivalScore {
  double counts = 0;                     // how many were scored; all below are sums over them
  double people = 0, crps = 0, off = 0;  // said by the counts; score; the median's absolute error
  std::array<double, 4> naive{};         // absolute errors, kNaiveNames
  std::array<double, 3> inside{};        // the 50, 80, 90 % intervals
  void add(const ArrivalScore& other);
  [[nodiscard]] double best_naive() const;
};

// By days from the origin to the end of the count: up to 3, 7, 14, 21, 30.
inline constexpr std::array<Day, 5> kHorizons = {3, 7, 14, 21, 30};
using ScoresByHorizon = std::array<ArrivalScore, kHorizons.size()>;
[[nodiscard]] ArrivalScore sum_of(const ScoresByHorizon& scores);

struct RollOptions {
  std::uint64_t seed = 1;
  std::size_t particles = 1000;
  std::size_t origins = 20;  // at most, evenly over the reports from day 7 and the fourth report on
  Day longest = 400;         // days after the first report; no later origin
};

// Each forecast has learnt the reports up to its origin alone. O(particles x (days + origins x 30)).
[[nodiscard]] ScoresByHorizon score_rolling(const ArrivalSeries& series, const ArrivalPrior& prior,
                                            const RollOptions& options);

}  // namespace passage::arrivals
