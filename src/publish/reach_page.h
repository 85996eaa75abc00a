// A smallest set of concessions as a page.
#pragma once

#include <string>

#include "answers/reach.h"
#include "scenario/case.h"

namespace passage::publish {

// 80 columns at most.
[[nodiscard]] std::string reach_page(const scenario::Case& c, const answers::Reach& reach);

}  // namespace passage::publish
