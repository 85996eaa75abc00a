// How an increase of people is split over camps: an ensemble of camp counts given the totals.
// docs/methods/displacement.md, "Shares". A member's increase goes in part to camps as recent inflow
// went (momentum), the rest as people stand; shares drift (noise); and in few members much of the people
// moves to a split that nobody has seen yet (upheaval). Rates are for one training length, so that short
// and long records use the same figures.
#pragma once

#include <string>
#include <vector>

#include "displacement/case.h"

namespace passage::outlook {

// What members are drawn from. One prior for every case, chosen by selection.h.
struct SharePrior {
  double window = 0.75;    // of recent inflow, as a share of the training days: half to 1.5 times this, at most 1
  double momentum = 0.75;  // 0.2 less to 0.2 more
  double upheaval = 1;     // rate at which people move to the unseen split: this times u^rarity
  double rarity = 9;
  double noise = 0.035;  // a quarter to four times this: sd of share / sqrt(s (1 - s)) after one training length
};

struct ShareMember {
  double window, momentum, upheaval, noise;
};

using CampRecord = std::vector<std::vector<double>>;  // [camp][day], days 0 to the last known

struct ShareForecast {
  std::vector<std::vector<std::vector<double>>> people;  // [index into days][camp], by member, ascending
  std::vector<ShareMember> members;
};

// Forecast on `days` (ascending, after the last day of `known`) for totals[day] people; totals holds
// every day up to the last asked, also those known. O(members x days x camps).
[[nodiscard]] ShareForecast forecast_shares(const CampRecord& known, const std::vector<double>& totals,
                                            const std::vector<displacement::Day>& days, const SharePrior& prior,
                                            std::uint64_t seed, std::uint32_t members);

}  // namespace passage::outlook
