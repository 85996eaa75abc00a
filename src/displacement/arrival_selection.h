// Which prior of arrivals: chosen by held-out score across crises. docs/methods/displacement.md, "Arrivals".
// Of a fixed grid, that prior is taken whose mean over crises of the mean over places of log (CRPS / CRPS of the best
// naive forecast of that place) is best among those whose 90 % intervals hold enough of the counts: kCovered in the
// mean over crises, kPlaceCovered of each place.
#pragma once

#include "displacement/arrival_scores.h"

namespace passage::displacement {

struct ArrivalCrisis {
  std::string name;
  std::vector<ArrivalSeries> places;
};

struct PlaceScores {
  std::string crisis, place;
  ArrivalPrior prior;  // chosen without this crisis
  ScoresByHorizon by_horizon;
};

struct ArrivalEvaluation {
  ArrivalPrior chosen;  // on all crises
  std::vector<PlaceScores> left_out;
};

// Log of CRPS over the best naive's; a naive forecast may be exactly right: 0.2 % of the people is added to both.
[[nodiscard]] double log_ratio(const ArrivalScore& score);

// At least two crises (P612). Places with fewer than five counts to score, or nobody in them, are left out. The same
// for any number of threads. O(priors x places x origins).
[[nodiscard]] ArrivalEvaluation evaluate_arrivals(const std::vector<ArrivalCrisis>& crises, std::uint64_t seed);

}  // namespace passage::displacement
