// Problems as --json tells them, the same for every verb.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error.h"

namespace passage::answers {

// [{severity, code, problem, where, why, help, persons}]; the last three where there is something to say.
[[nodiscard]] nlohmann::json problems_json(const std::vector<Problem>& problems);
// {"ok": false, "problems": [...]}: the answer of a verb that was asked for JSON and refuses its input.
[[nodiscard]] std::string refusal_json(const std::vector<Problem>& problems);

}  // namespace passage::answers
