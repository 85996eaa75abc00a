// Forecasts of arrivals and their scores as `passage forecast --json` answers them (docs/formats.md), keys in that
// order.
#pragma once

#include <nlohmann/json.hpp>

#include "arrivals/arrival_news.h"
#include "arrivals/arrival_selection.h"
#include "arrivals/arrivals.h"

namespace passage::arrivals {

// by_hour: the crossings by hour too, which `arrivals` must have.
[[nodiscard]] nlohmann::ordered_json json_of(const Arrivals& arrivals, bool by_hour);
// One of the rows of "news": a report since an earlier forecast.
[[nodiscard]] nlohmann::ordered_json json_of(const ArrivalNews& news);
[[nodiscard]] nlohmann::ordered_json json_of(const ArrivalPrior& prior);
// passage forecast --evaluate
[[nodiscard]] nlohmann::ordered_json json_of(const ArrivalEvaluation& evaluation);

}  // namespace passage::arrivals
