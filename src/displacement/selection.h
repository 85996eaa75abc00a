// Which prior: chosen by held-out score across cases. docs/methods/displacement.md, "Selection".
// Each case's record ends at its first third (no later row or correction is read); origins roll inside
// that part, and a forecast from each is scored to its end. A prior's score on a case is the mean over
// origins of log (CRPS / CRPS of the naive forecast: constant share; the better of last value and trend).
// Of a fixed grid, that prior is taken whose mean score over cases is best among those whose 90 %
// intervals hold at least 80 % (totals: 90 %) of the outcomes of each case. Each case counts alike; nothing is tuned
// case by case.
#pragma once

#include "displacement/hindcast.h"

namespace passage::displacement {

struct EvaluationCase {
  Case full;   // as read whole
  Case known;  // as read up to `train_until`
  Day train_until = 0;
};

struct EvaluationRow {
  std::string name;
  Day origin = 0;
  Priors priors;  // chosen without this case
  Hindcast scores;
};

struct Evaluation {
  Priors chosen;                        // on all cases
  std::vector<EvaluationRow> left_out;  // each case after its training part, with what the others chose
  std::vector<EvaluationRow> rolled;    // origins inside the training parts, with what the others chose
};

// Reads a case whole and up to the end of its first third.
[[nodiscard]] EvaluationCase read_evaluation_case(const std::string& directory, const std::string& settings_file);

// At least two cases, with ten days or more in their first thirds (P612). The same for any number of
// threads. O(400 priors x origins x members x camps).
[[nodiscard]] Evaluation evaluate(const std::vector<EvaluationCase>& cases, std::uint64_t seed, std::uint32_t members);

}  // namespace passage::displacement
