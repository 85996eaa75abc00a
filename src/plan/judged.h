// Plans are written with the verdict of whoever judges them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plan/store.h"

namespace passage::plan {

// Asks judge(plan) and writes all outputs, side by side, and sets certificate_accepted to the verdict, in the plan and
// in every output. What is written meanwhile says accepted; it does not appear, and is written again, if the verdict is
// no. Throws what write_plan and the judge throw; then nothing appears. Returns the verdict. Writing is not broken off.
bool write_judged(Plan& plan, const std::vector<std::string>& outputs, Overwrite overwrite,
                  const std::function<bool(const Plan&)>& judge, const jobs::Task& task);

}  // namespace passage::plan
