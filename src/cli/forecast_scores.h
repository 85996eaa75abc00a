// Scores of arrivals as `passage forecast` answers them, and `--evaluate` of cases with arrivals.csv.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "arrivals/arrival_scores.h"
#include "jobs/task.h"

namespace passage::cli {

// [{days_up_to, counts, people, crps, wape, <naive>_wape..., coverage}]: parts of the people counted.
[[nodiscard]] nlohmann::ordered_json horizons_json(const arrivals::ScoresByHorizon& scores);

struct EvaluateArrivalsOptions {
  std::vector<std::string> directories;  // one a crisis
  std::uint64_t seed = 1;
  bool json = false;
};

int run_evaluate_arrivals(const EvaluateArrivalsOptions& options, const jobs::Task& task);

}  // namespace passage::cli
