// Person-hours that a plan spends on roads at one's own risk, and in dangers by their weight.
#pragma once

#include "plan/plan.h"
#include "rules/access_rules.h"

namespace passage::rules {

// Of the plan's flows, to a thousandth. O(flows x corridors and dangers at them).
[[nodiscard]] Rational exposure(const plan::Plan& plan, const Case& c);

}  // namespace passage::rules
