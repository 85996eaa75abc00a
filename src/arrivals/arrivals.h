// Arrivals by country from counts at the border: a case that has arrivals.csv (arrival_record.h).
// docs/methods/displacement.md, "Arrivals".
#pragma once

#include <array>
#include <string>
#include <vector>

#include "arrivals/arrival_scores.h"
#include "arrivals/crossings.h"
#include "arrivals/forecast_log.h"
#include "core/error.h"
#include "displacement/scores.h"

namespace passage::arrivals {

struct ArrivalRow {
  std::string country, date;
  displacement::Levels7 people{};
};

struct CountryScores {
  std::string country;
  ScoresByHorizon by_horizon;
};

struct Arrivals {
  std::vector<ArrivalRow> by_country;        // what a day's report will say; by country, date
  std::vector<ArrivalRow> totals;            // since the first row, all countries; country empty
  std::vector<ArrivalRow> abroad;            // of them, who has not gone back (returns.h)
  std::vector<CountryScores> scores;         // of forecasts from earlier days, from the same rows
  std::vector<CrossingRow> crossings;        // by country, crossing, date; where the case has crossings.csv
  std::vector<CrossingStep> crossing_steps;  // by country, crossing, time; where its steps are hours
  std::vector<ArrivalSeries> places;         // as read
  ForecastLog intervals;                     // people who come after a country's last row, up to 30 days on
  std::vector<Problem> findings;             // P630: counts that fall; P631, P634: of returns
};

struct ArrivalOptions {
  Day last = 0, end = 0;  // learns up to the first, forecasts the days after it up to the second
  std::uint64_t seed = 1;
  bool scores = true;
};

// Reads nothing later than the last day. P610 if the end is not after it; else as read_arrivals and read_crossings.
[[nodiscard]] Arrivals forecast_arrivals(const std::string& directory, const ArrivalOptions& options);

}  // namespace passage::arrivals
