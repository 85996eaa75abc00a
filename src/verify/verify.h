// Does a plan keep every rule of its case, and prove its figures? Worked out from the case alone,
// by code that shares nothing with what made the plan: docs/methods/certificate.md.
#pragma once

#include <functional>

#include "plan/plan.h"
#include "scenario/case.h"
#include "verify/verdict.h"

namespace passage::verify {

// Every check, whatever the others find; never throws on a plan's content. O(rows log rows + deadlines x
// roads): a million rows take seconds. Between the checks it tells `progress` how far it is, in [0, 1]; who
// waits may throw there.
[[nodiscard]] Verdict verify_plan(const scenario::Case& c, const plan::Plan& plan,
                                  const std::function<void(double done)>& progress = {});

}  // namespace passage::verify
