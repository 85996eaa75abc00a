// JSON, or what is wrong with it and on which line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/error.h"

namespace passage::tables {

// Reads all of a document and keeps one member of its outermost object, which comes alone in an object; an empty one
// if it is not there. Nothing else is held: a layer of buildings is a million features. Reports P010 (not UTF-8), P153
// (not JSON) and P186 (a key that an object has twice).
[[nodiscard]] std::optional<nlohmann::json> parse_json_member(std::string_view member, const std::string& text,
                                                              const std::string& file, Problems& problems);

}  // namespace passage::tables
