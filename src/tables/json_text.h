// JSON, or what is wrong with it and on which line.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/error.h"

namespace passage::tables {

// Reports P010 (not UTF-8), P153 (not JSON) and P186 (a key that an object has twice).
[[nodiscard]] std::optional<nlohmann::json> parse_json(const std::string& text, const std::string& file,
                                                       Problems& problems);

}  // namespace passage::tables
