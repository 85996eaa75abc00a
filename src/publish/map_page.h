// The plan as one HTML file that needs no network: a map that pans and zooms, a time slider, and the
// same facts in sortable tables. Every text of the plan is escaped; no URL outside the file is used.
#pragma once

#include <string>

#include "plan/plan.h"

namespace passage::publish {

// Of a few megabytes at most: coordinates are rounded to 1e-5 degree, roads that nobody uses lose
// their bends where there are many, and the minor ones are left out, said so on the page, where there
// are more than 150,000. Throws InputError P507 if the plan's time zone is unknown.
[[nodiscard]] std::string map_page(const plan::Plan& plan);

}  // namespace passage::publish
