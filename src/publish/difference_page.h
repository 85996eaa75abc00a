// Who gains and who loses from one plan to another, as a page.
#pragma once

#include <string>

#include "answers/difference.h"

namespace passage::publish {

// At most 80 columns; the ten largest changes of each kind, then how many more.
[[nodiscard]] std::string difference_page(const answers::Difference& difference);

}  // namespace passage::publish
