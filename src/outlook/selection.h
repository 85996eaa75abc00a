// Which prior, and how wide: chosen by held-out score across cases. docs/methods/displacement.md, "Selection".
// Forecasts from origins all along a case's record are scored up to two lengths of what they learnt from. A prior's
// score on a case is the mean over origins of log (CRPS / CRPS of the naive forecast: constant share; the better of
// last value and trend). Of a fixed grid that prior is taken whose mean over crises is best among those whose 90 %
// intervals hold 85 % of the outcomes in that mean; they are then widened as the outcomes say (widening.h). Nothing is
// tuned case by case: each is scored with what the other crises chose.
#pragma once

#include "jobs/task.h"
#include "outlook/hindcast.h"

namespace passage::outlook {

struct EvaluationRow {
  std::string name;
  Day origin = 0;
  Priors priors;  // chosen without this case's crisis
  Hindcast scores;
};

struct Evaluation {
  Priors chosen;                        // on all cases
  std::vector<EvaluationRow> left_out;  // each case from its first third to its end
  std::vector<EvaluationRow> rolled;    // from each origin
};

// "mali2012" of "mali2012_total": cases of one crisis do not choose for one another.
[[nodiscard]] std::string crisis_of(const std::string& case_name);

// Cases of at least two crises, with thirty days or more (P612). The same for any number of threads.
// O(priors x origins x members x camps). jobs::Cancelled.
[[nodiscard]] Evaluation evaluate(const std::vector<Case>& cases, std::uint64_t seed, std::uint32_t members,
                                  const jobs::Task& task);

}  // namespace passage::outlook
