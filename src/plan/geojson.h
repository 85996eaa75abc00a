// The plan as one GeoJSON FeatureCollection (RFC 7946): roads with people, origins, refuges, dangers,
// told apart by the property `layer`; a member `metadata` has the figures and the provenance.
#pragma once

#include <iosfwd>

#include "plan/plan.h"

namespace passage::plan {
// Feature by feature: beside the plan it holds one feature at a time.
void write_geojson(const Plan& plan, std::ostream& out);
}  // namespace passage::plan
