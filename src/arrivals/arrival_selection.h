// Which prior of arrivals: chosen by held-out score across crises. docs/methods/displacement.md, "Arrivals".
// A coordinate search over all figures of the prior that bear on a place, from round figures that no record chose. What
// it makes least is the mean over crises of the mean over places of log (CRPS / CRPS of the best naive forecast of that
// place), and a price for intervals of 90 % that hold too few of the counts: in the mean over crises, or of one place.
#pragma once

#include "arrivals/arrival_scores.h"
#include "jobs/task.h"

namespace passage::arrivals {

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

struct SearchOptions {
  std::uint64_t seed = 1;
  std::size_t particles = 300, origins = 12;  // of a score in the search
  int passes = 3;                             // over the figures, at most
};

// At least two crises (P612). Places with fewer than five counts to score, or nobody in them, are left out. The same
// for any number of threads. O(crises x passes x figures x places x origins); half an hour for 40 places.
// jobs::Cancelled.
[[nodiscard]] ArrivalEvaluation evaluate_arrivals(const std::vector<ArrivalCrisis>& crises,
                                                  const SearchOptions& options, const jobs::Task& task);

}  // namespace passage::arrivals
