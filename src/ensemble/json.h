// Runs of Flee's model as `passage forecast --json` answers them.
#pragma once

#include <nlohmann/json.hpp>

#include "ensemble/ensemble.h"

namespace passage::ensemble {

enum class Detail { kLastDay, kByDay };

// case, days, runs, seconds_per_run (of one core), ard, ard_rescaled, mase (medians over runs; null without
// a record), camps [{name, ard, people on the last day at 5, 50, 95 %}]; by_day: each camp and day.
[[nodiscard]] nlohmann::ordered_json json_of(const displacement::Case& c, const Ensemble& e, Detail detail);

}  // namespace passage::ensemble
