// How far a run is from the record, as Flee's post-processing defines it.
#pragma once

#include "displacement/model.h"

namespace passage::displacement {

struct Scores {
  double ard = 0, ard_rescaled = 0;  // mean over days of sum |sim - data| / max(1, sum data)
  double mase = 0;                   // rescaled, against camp shares kept from day 30 (MASE30-ratio)
  std::vector<double> camps;         // each camp's part of ard
};

// Days [from, until). Camps as rows of `camps` (simulated) in the order of the record.
[[nodiscard]] Scores score(const Case& c, const std::vector<std::vector<double>>& camps, Day from, Day until);

[[nodiscard]] double median(std::vector<double> values);  // not empty
// CRPS of a sample for an outcome (Gneiting, Raftery 2007), by sorting.
[[nodiscard]] double crps(std::vector<double> sample, double outcome);
[[nodiscard]] double quantile(std::vector<double>& sorted, double p);

// 5, 25, 50, 75, 95 %. Not empty.
[[nodiscard]] std::array<double, 5> five_levels(std::vector<double> sample);

using Levels7 = std::array<double, 7>;  // 2.5, 5, 25, 50, 75, 95, 97.5 %
[[nodiscard]] Levels7 seven_levels(std::vector<double> sample);
[[nodiscard]] inline std::array<double, 5> inner(const Levels7& l) {
  return {l[1], l[2], l[3], l[4], l[5]};
}

}  // namespace passage::displacement
