// Who is still abroad of those who came, where a case of arrivals says how many go back (`return_month` of priors.csv).
// No count of returns is read: the rates are as uncertain as that range. docs/methods/displacement.md, "Arrivals".
#pragma once

#include <string>
#include <vector>

#include "arrivals/arrival_record.h"

namespace passage::arrivals {

// Part of those abroad who go back in a day, as a rate, by member: from none (all of home is fought over) to the
// range's (nothing is). None without a row (P634); a judgement is said to be one (P631).
[[nodiscard]] std::vector<double> return_rates(const std::string& directory, std::uint64_t seed, std::size_t members,
                                               std::vector<Problem>& findings);

// Of the people held at the last row, those who have not gone back at that rate since they were counted.
[[nodiscard]] double still_abroad(const ArrivalSeries& series, double rate);

}  // namespace passage::arrivals
