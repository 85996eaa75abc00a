// A still picture of a plan for documents: roads as drawn, width by people, colour by the busiest hour
// (and dashes), places filled by the share that is safe, refuges, closed areas, scale and legend.
#pragma once

#include <string>

#include "plan/plan.h"

namespace passage::publish {

// 1,000 x 700. Needs no font, style or picture from elsewhere; texts are escaped. Throws InputError P507
// if the plan's time zone is unknown.
[[nodiscard]] std::string map_svg(const plan::Plan& plan);

}  // namespace passage::publish
