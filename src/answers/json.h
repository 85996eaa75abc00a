// Answers as `--json` prints them (docs/formats.md), keys in the order of the format's page. What a run cost is added
// by who knows it.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "answers/cut_elements.h"
#include "answers/difference.h"
#include "answers/reach.h"
#include "answers/rounds.h"
#include "answers/survival.h"
#include "answers/worths.h"

namespace passage::answers {

// passage plan
[[nodiscard]] nlohmann::ordered_json json_of(const plan::Plan& plan);

// What its wishes cost, as passage plan adds it under "fair", "simple" and "priority".
[[nodiscard]] nlohmann::ordered_json json_of(const PriceOfFairness& price);
[[nodiscard]] nlohmann::ordered_json json_of(const PriceOfSimplicity& price, std::size_t routes);
[[nodiscard]] nlohmann::ordered_json json_of(const PriceOfPriority& price);

// passage diff
[[nodiscard]] nlohmann::ordered_json json_of(const Difference& difference);

// passage worth, and worth --reach
[[nodiscard]] nlohmann::ordered_json json_of(const Case& c, const Worths& worths);
[[nodiscard]] nlohmann::ordered_json json_of(const Case& c, const Reach& reach);

// passage rounds, and rounds A B
[[nodiscard]] nlohmann::ordered_json json_of(const std::vector<Case>& rounds, const std::vector<Outcome>& outcomes);
[[nodiscard]] nlohmann::ordered_json json_of(const Case& before, const Case& after, const RoundChange& change);

// What passage plan --survive adds to the answer of its plan.
[[nodiscard]] nlohmann::ordered_json json_of(const Case& c, const Survival& survival);

// passage cut: those of the holds of `plan` that hold people back at `at`
[[nodiscard]] nlohmann::ordered_json json_of(const Case& c, const std::vector<CutElement>& now, CaseTime at,
                                             const plan::Plan& plan);

}  // namespace passage::answers
