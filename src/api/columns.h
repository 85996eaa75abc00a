// One table of a plan, taken from what writes all of them to files. Not installed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/fwd.h"
#include "api/table.h"

namespace passage::api {

// In the order of the files.
[[nodiscard]] std::vector<std::string> table_names(const plan::Plan& plan);

// InputError P005 if there is no such table. O(rows of the plan).
[[nodiscard]] Table table_of(const plan::Plan& plan, std::string_view name);

}  // namespace passage::api
