// What each term is worth as a page.
#pragma once

#include <string>

#include "answers/worths.h"

namespace passage::publish {

[[nodiscard]] std::string worth_page(const scenario::Case& c, const answers::Worths& worths);

}  // namespace passage::publish
