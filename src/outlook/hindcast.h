// A forecast of camps and totals from the record up to a day, and its scores after it, beside those of
// the naive ones. docs/methods/displacement.md, "Out of sample". Shares are scored given the recorded
// totals of later days; totals apart.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "displacement/scores.h"
#include "outlook/share_model.h"
#include "outlook/total_model.h"
#include "outlook/widening.h"

namespace passage::outlook {

using displacement::Case;
using displacement::Day;

// Learnt by `passage forecast --evaluate` on the cases of scripts/evaluate-forecast; [horizon][level].
inline constexpr Widening kSharesWidth{
    {{1.05, 1.11, 1.22, 1.18}, {1.23, 1.17, 1.22, 1.12}, {1.19, 1.33, 1.22, 1.26}, {1.11, 1.19, 1.10, 1.17}}};
inline constexpr Widening kTotalsWidth{
    {{0.69, 0.75, 0.85, 1.08}, {0.84, 0.92, 1.07, 1.04}, {1.32, 1.28, 1.20, 1.30}, {1.44, 1.43, 1.65, 1.45}}};

// The defaults are what selection.h chose: one prior for every case, and how much wider its intervals have to be.
struct Priors {
  SharePrior shares;
  TotalPrior totals;
  Widening shares_width = kSharesWidth, totals_width = kTotalsWidth;
};

struct HindcastOptions {
  std::uint64_t seed = 1;
  std::uint32_t members = 1000;
  Priors priors;
  Day until = 0;                      // last day scored, exclusive; 0: end of the case
  int points = 0;                     // score this many days, evenly apart; 0: each
  bool shares = true, totals = true;  // what to forecast
};

struct Range {
  double low, median, high;  // 5, 50, 95 %
};

struct Coverage {
  double in50 = 0, in80 = 0, in90 = 0;  // shares of outcomes inside
};

// Of the totals, by days ahead in lengths of the record learnt from (kWidenedHorizons).
struct HorizonScores {
  double up_to = 0;
  int days = 0;
  double crps = 0, crps_last_value = 0, crps_trend = 0;  // means
  Coverage coverage;
};

inline constexpr std::array<double, 7> kLevels = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
using Fan = std::array<double, 7>;  // people at kLevels

struct Hindcast {
  Day train_until = 0;
  int days = 0;  // scored
  double ard = 0, ard_constant_share = 0, crps = 0, crps_constant_share = 0;
  Coverage coverage;
  double totals_crps = 0, totals_crps_last_value = 0, totals_crps_trend = 0;
  Coverage totals_coverage;
  std::vector<std::pair<std::string, Range>> parameters;  // of the members
  std::vector<std::vector<Fan>> camps;                    // by day after training (scored ones), camp
  std::vector<Fan> totals;                                // by day after training
  std::vector<displacement::Levels7> totals_levels;       // the same days
  std::vector<Outcome> camp_outcomes, total_outcomes;     // of the ensemble, not widened
  std::vector<HorizonScores> totals_by_horizon;
};

// `full` holds the truth and the totals. Of `known` (the record that is learnt from: the whole one, or
// that read up to the day, which has none of the later corrections) values after train_until are not
// looked at. Needs at least 5 days up to and 1 after train_until, else InputError P610; P611 without a
// record. O(members x days x camps).
[[nodiscard]] Hindcast hindcast(const Case& full, const Case& known, Day train_until,
                                const HindcastOptions& options = {});

}  // namespace passage::outlook
