// Does a plan keep every rule of its case, and prove its figures? Worked out from the case alone,
// by code that shares nothing with what made the plan: docs/methods/certificate.md.
#pragma once

#include "jobs/task.h"
#include "plan/plan.h"
#include "scenario/case.h"
#include "verify/verdict.h"

namespace passage::verify {

// Every check, whatever the others find; never throws on a plan's content. O(rows log rows + deadlines x
// roads): a million rows take seconds. It looks at its task between the checks: jobs::Cancelled.
[[nodiscard]] Verdict verify_plan(const scenario::Case& c, const plan::Plan& plan, const jobs::Task& task);

}  // namespace passage::verify
