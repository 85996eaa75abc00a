// How many people in all, by day, from their record: recent growth times a factor, damped, and a walk,
// each member with windows and rates of its own.
// docs/methods/displacement.md, "Totals". Rates are for one training length.
#pragma once

#include <vector>

#include "displacement/case.h"

namespace passage::outlook {

// What members are drawn from. One prior for every case, chosen by selection.h.
struct TotalPrior {
  double window = 0.1;  // recent growth is taken over this share of the training days to all (log-uniform)
  double low = 0.25;    // growth goes on at low to high times its recent pace,
  double high = 1;
  double damping = 1;  // which falls by a factor exp(-rate), 0 to this, over one training length
  double noise = 0.1;  // sd of the log after one training length; a quarter to four times it (log-uniform)
};

// Samples on `days` (ascending, after the last known), each ascending.
[[nodiscard]] std::vector<std::vector<double>> forecast_totals(const std::vector<double>& known,
                                                               const std::vector<displacement::Day>& days,
                                                               const TotalPrior& prior, std::uint64_t seed,
                                                               std::uint32_t members);

// People a day, over the last `window` of the known days (at least five of them).
[[nodiscard]] double recent_slope(const std::vector<double>& known, double window);

}  // namespace passage::outlook
