// The figures that a plan file shows beside the rows that they come from: people by road and hour, first and
// last departures. They are not read back, so whoever trusts a file has to ask whether they are still true.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace passage::plan {

// plan: as it was read from path. One sentence for each cell of roads, origins and refuges that is not what
// the plan's rows give; a file without these columns shows nothing. O(rows). Errors as read_plan.
[[nodiscard]] std::vector<std::string> altered_figures(const std::filesystem::path& path, const Plan& plan);

}  // namespace passage::plan
