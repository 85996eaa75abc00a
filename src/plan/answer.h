// The answer of `passage plan --json` (docs/formats.md), one object.
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

#include "plan/plan.h"

namespace passage::plan {

// Keys in the order of the format's page. seconds and peak_bytes: what this run cost.
[[nodiscard]] nlohmann::ordered_json answer(const Plan& plan, double seconds, std::int64_t peak_bytes);

}  // namespace passage::plan
