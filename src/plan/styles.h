// How QGIS shows a plan's layers: the same colours and meanings as the map page.
#pragma once

#include <vector>

#include "geodata/geopackage.h"
#include "plan/plan.h"

namespace passage::plan {
[[nodiscard]] std::vector<geodata::LayerStyle> layer_styles(const Plan& plan);
}  // namespace passage::plan
