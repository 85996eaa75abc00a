// Is a plan file as a plan is written? Much of a file is shown and not read back: people by road and hour, first and
// last departures, shapes, fixed texts, what QGIS goes by. Whoever trusts a file has to ask whether it is all true.
#pragma once

#include <filesystem>

#include "geodata/layer_comparison.h"
#include "plan/plan.h"

namespace passage::plan {

// plan: as it was read from path. Altered: each cell, shape or row, and each table, index or style of a GeoPackage,
// that is not what write_plan gives. Unknown: what else is in the file, which nobody checks. Rows of legs, flows,
// arrivals and labels are read back cell by cell and not compared again. O(rows). Errors as read_plan.
[[nodiscard]] geodata::Differences as_written(const std::filesystem::path& path, const Plan& plan);

}  // namespace passage::plan
