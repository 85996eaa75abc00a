// What an officer reads after `passage plan`: one answer first, the proof in one line, then why.
#pragma once

#include <string>

#include "answers/outcome.h"
#include "plan/plan.h"

namespace passage::publish {

// At most 80 columns; ends with a line end.
[[nodiscard]] std::string plan_page(const plan::Plan& plan);

// "4,180 of 7,300 people safe, at most 4,180 (gap 0.0 %)".
[[nodiscard]] std::string one_line(const plan::Plan& plan);

// What a wish besides the most people costs, in one or two lines below the page. routes: the most that a district may
// have.
[[nodiscard]] std::string simplicity_line(const answers::PriceOfSimplicity& price, std::size_t routes);
[[nodiscard]] std::string fairness_line(const answers::PriceOfFairness& price);
[[nodiscard]] std::string priority_line(const answers::PriceOfPriority& price);

}  // namespace passage::publish
