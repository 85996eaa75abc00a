// What an officer reads after `passage plan`: one answer first, the proof in one line, then why.
#pragma once

#include <string>

#include "plan/plan.h"

namespace passage::publish {

// At most 80 columns; ends with a line end.
[[nodiscard]] std::string plan_page(const plan::Plan& plan);

// "4,180 of 7,300 people safe, at most 4,180 (gap 0.0 %)".
[[nodiscard]] std::string one_line(const plan::Plan& plan);

}  // namespace passage::publish
