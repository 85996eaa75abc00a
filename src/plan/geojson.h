// The plan as one GeoJSON FeatureCollection (RFC 7946): roads with people, origins, refuges, dangers,
// told apart by the property `layer`; a member `metadata` has the figures and the provenance.
#pragma once

#include <string>

#include "plan/plan.h"

namespace passage::plan {
[[nodiscard]] std::string geojson(const Plan& plan);
}  // namespace passage::plan
