// The program's own history: intervals it gave, and what was counted since. One CSV file,
// made,country,after,until,p5,p50,p95,observed: people in the days after `after` up to and with `until`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arrivals/arrival_record.h"

namespace passage::arrivals {

struct LoggedInterval {
  std::string country;
  Day made = 0;  // the last day that was read
  Day after = 0, until = 0;
  double p5 = 0, p50 = 0, p95 = 0;
  std::optional<double> observed;
};
using ForecastLog = std::vector<LoggedInterval>;

// A log that is not there yet is empty. P632 for one that cannot be read.
[[nodiscard]] ForecastLog read_forecast_log(const std::string& file);
[[nodiscard]] std::string forecast_log_csv(const ForecastLog& log);

// Adds the intervals, in place of those of the same day and country, and what the counts say of all that they reach.
void update_forecast_log(ForecastLog& log, const ForecastLog& added, const std::vector<ArrivalSeries>& places);

// Of the last 90 % intervals that were counted, how many held.
struct Held {
  int held = 0, counted = 0;
};
inline constexpr int kLastIntervals = 20;
[[nodiscard]] Held held_of(const ForecastLog& log);

}  // namespace passage::arrivals
