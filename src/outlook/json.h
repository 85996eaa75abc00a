// Forecasts of who is away and their scores as `passage forecast --json` answers them (docs/formats.md), keys in that
// order.
#pragma once

#include <nlohmann/json.hpp>

#include "outlook/outlook.h"
#include "outlook/selection.h"

namespace passage::outlook {

// passage forecast of a case with outlook.csv
[[nodiscard]] nlohmann::ordered_json json_of(const OutlookCase& c, const OutlookOptions& options,
                                             const Outlook& outlook);
// "with_plan" of it: how many the plan brings out, and how many more are displaced for it.
[[nodiscard]] nlohmann::ordered_json brought_out_json(const OutlookOptions& options, const Outlook& outlook);
[[nodiscard]] const char* name_of(Scenario scenario);  // "continues", "ceasefire"

// "out_of_sample" and "totals" of passage forecast --train-until: the scores, and the totals of the last day.
[[nodiscard]] nlohmann::ordered_json out_of_sample_json(const Hindcast& hindcast);
[[nodiscard]] nlohmann::ordered_json totals_json(const Hindcast& hindcast);

// passage forecast --evaluate
[[nodiscard]] nlohmann::ordered_json json_of(const Priors& priors);
[[nodiscard]] nlohmann::ordered_json json_of(const Evaluation& evaluation);

}  // namespace passage::outlook
