// Forecast of camp shares from the record up to a day, with intervals, and its scores after it.
// docs/methods/displacement.md, "Shares". The totals of later days are given. `known` is the record
// that shares are learnt from: the whole one (corrected by later registrations, as the scores are),
// or the one read up to the day (CaseOptions::read_until), which has none of them.
#pragma once

#include "displacement/case.h"

namespace passage::displacement {

struct ShareParameters {
  double window;    // of recent inflow, as a share of the training days
  double momentum;  // share of the increase that follows recent inflow
  double spread;    // share of the increase that goes to a split drawn at random; the rest follows stock
  double evening;   // share of the stock that moves towards that split over one training length
  double noise;     // sd of share / sqrt(s (1 - s)) after one training length
};

struct Range {
  double low, median, high;  // 5, 50, 95 %
};

struct Hindcast {
  Day train_until = 0;
  int days = 0;  // scored
  double ard = 0, ard_constant_share = 0, crps = 0, crps_constant_share = 0;
  double coverage50 = 0, coverage80 = 0, coverage90 = 0;
  double totals_crps = 0, totals_crps_last_value = 0, totals_crps_trend = 0;
  double totals_coverage50 = 0, totals_coverage80 = 0, totals_coverage90 = 0;
  std::vector<std::pair<std::string, Range>> parameters;  // of the members
  std::vector<std::vector<std::array<double, 7>>> camps;  // by day after training, camp: 5 10 25 50 75 90 95 %
};

// `full` holds the truth and the totals. Values of `known` after train_until are not looked at.
// Needs at least 10 days before and 1 after train_until, else InputError P610; P611 without a record.
[[nodiscard]] Hindcast hindcast(const Case& full, const Case& known, Day train_until, std::uint64_t seed,
                                std::uint32_t members);

}  // namespace passage::displacement
