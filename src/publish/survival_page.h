// What can be promised if any one corridor may fail, as a page.
#pragma once

#include <string>

#include "answers/survival.h"

namespace passage::publish {

// 80 columns at most.
[[nodiscard]] std::string survival_page(const scenario::Case& c, const answers::Survival& survival);

}  // namespace passage::publish
