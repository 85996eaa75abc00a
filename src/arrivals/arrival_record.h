// The counts a case of arrivals learns from: arrivals.csv (country, file under PASSAGE_DATA, source) and its files
// (a date first; cumulative_refugees, daily_refugees or both). docs/formats.md, "Displacement cases and forecasts".
#pragma once

#include <string>
#include <vector>

#include "arrivals/arrival_model.h"

namespace passage::arrivals {

struct ArrivalSeries {
  std::string country;
  std::vector<ArrivalReport>
      reports;      // by last day; a count that falls is none, but what comes after it counts from it
  Day last = 0;     // of the last row
  double held = 0;  // people in all by then: the last cumulative count, and days counted since
  int falls = 0;    // rows that said fewer than the row before,
  double fell = 0;  // by so many people in all
};

// Rows later than `last` are not parsed. P601, P602, P611 (no PASSAGE_DATA, or fewer than five rows).
[[nodiscard]] std::vector<ArrivalSeries> read_arrivals(const std::string& directory, Day last);

}  // namespace passage::arrivals
