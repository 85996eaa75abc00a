// The runs of Flee's model that `passage forecast` answers with.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "ensemble/ensemble.h"

namespace passage::cli {

// What a checkpoint has to agree on: the bytes of the case folder and of the settings above it or named.
[[nodiscard]] std::string bytes_of_case(const std::string& directory, const std::string& settings);

// case, days, runs, seconds_per_run (of one core), ard, ard_rescaled, mase (medians over runs; null without
// a record), camps [{name, ard, people on the last day at 5, 50, 95 %}]; by_day: each camp and day.
enum class Detail { kLastDay, kByDay };
[[nodiscard]] nlohmann::ordered_json ensemble_json(const displacement::Case& c, const ensemble::Ensemble& e,
                                                   Detail detail);
void print_ensemble(const displacement::Case& c, const nlohmann::ordered_json& answer);

}  // namespace passage::cli
