// Arrivals at the crossings of a country, with rates and queues, in steps of a day or of hours, as the case
// asks: crossings.csv (kind, value, source). docs/methods/displacement.md, "Arrivals".
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "displacement/case.h"

namespace passage::arrivals {

struct Crossing {
  std::string name;
  double lat = 0, lon = 0;
};

struct CrossingFigures {
  std::map<std::string, std::vector<Crossing>> by_country;          // country in lower case
  double headroom_low = 1, headroom_high = 1;                       // of the rate over the fullest day seen
  int step_h = 24;                                                  // hours a step, a part of 24
  std::vector<double> by_hour = std::vector<double>(24, 1 / 24.0);  // of a day's people, sums to 1
};

// At one crossing on one day.
struct CrossingRow {
  std::string country, crossing, date;
  double lat = 0, lon = 0;
  std::array<double, 5> people;  // let through: 5, 25, 50, 75, 95 %
  std::array<double, 5> hours;   // the longest wait of the day
};

// At one crossing in one step, where steps are shorter than a day.
struct CrossingStep {
  std::string country, crossing, time;  // 2022-03-16T05:00, where the step begins
  std::array<double, 5> people;         // let through
  std::array<double, 5> waiting;        // at the end of the step
};

// Without crossings.csv there are none. P601, P602.
[[nodiscard]] CrossingFigures read_crossings(const std::filesystem::path& directory, const std::filesystem::path& data);

// A country's days over its crossings: shares drawn once a member (nobody says where people go), rates from
// the fullest day seen. arrivals[day][member]; adds to `rows` and `steps`. O(members x crossings x steps).
struct CountryArrivals {
  std::string country;
  double fullest_day = 0;
  displacement::Day first = 0;  // calendar day of arrivals[0]
  std::vector<std::vector<double>> arrivals;
};
void forecast_crossings(const CountryArrivals& country, const CrossingFigures& figures, std::uint64_t seed,
                        std::uint32_t stream, std::vector<CrossingRow>& rows, std::vector<CrossingStep>& steps);

}  // namespace passage::arrivals
