// What new reports changed in a forecast of arrivals, and which of them.
#pragma once

#include "arrivals/arrival_record.h"
#include "displacement/scores.h"

namespace passage::arrivals {

// One report that came after the earlier forecast.
struct ArrivalNews {
  std::string country;
  ArrivalReport report;
  displacement::Levels7 expected{};  // what it would say, as known before it
  double before = 0, after = 0;  // median of the people to come in the days asked for, before and after it was learnt
};

struct NewsOptions {
  Day since = 0;            // the earlier forecast's last day
  Day from = 0, until = 0;  // people to come: those of the days (from, until]
  std::uint64_t seed = 1;
};

// Reports that end after `since`, country by country, as they came. O(reports x days).
[[nodiscard]] std::vector<ArrivalNews> arrival_news(const std::vector<ArrivalSeries>& places,
                                                    const NewsOptions& options);

}  // namespace passage::arrivals
