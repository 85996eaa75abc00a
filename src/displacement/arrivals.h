// Arrivals by country from counts at the border: a case that has arrivals.csv (country, file under
// PASSAGE_DATA, source). docs/methods/displacement.md, "Arrivals".
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/error.h"
#include "displacement/crossings.h"

namespace passage::displacement {

struct ArrivalRow {
  std::string country, date;
  std::array<double, 5> people;  // 5, 25, 50, 75, 95 %
};

struct Arrivals {
  std::vector<ArrivalRow> by_country;        // by country, date
  std::vector<ArrivalRow> totals;            // since the first row, all countries; country empty
  std::vector<CrossingRow> crossings;        // by country, crossing, date; where the case has crossings.csv
  std::vector<CrossingStep> crossing_steps;  // by country, crossing, time; where its steps are hours
};

// Learns from rows up to `train_until`, forecasts the days after it up to `until` (YYYY-MM-DD). Later
// rows are not looked at. P610 bad dates, P611 no PASSAGE_DATA or too few rows, P602 a bad value.
[[nodiscard]] Arrivals forecast_arrivals(const std::string& directory, const std::string& train_until,
                                         const std::string& until, std::uint64_t seed);

}  // namespace passage::displacement
