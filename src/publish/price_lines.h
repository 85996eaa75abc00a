// What a wish besides the most people costs, in one or two lines below the page of the plan.
#pragma once

#include <string>

#include "answers/outcome.h"

namespace passage::publish {

// routes: the most that a district may have.
[[nodiscard]] std::string simplicity_line(const answers::PriceOfSimplicity& price, std::size_t routes);
[[nodiscard]] std::string fairness_line(const answers::PriceOfFairness& price);
[[nodiscard]] std::string priority_line(const answers::PriceOfPriority& price);

}  // namespace passage::publish
