#include "publish/price_lines.h"

#include <cmath>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::publish {

std::string simplicity_line(const answers::PriceOfSimplicity& price, std::size_t routes) {
  return fmt::format(
      "At most {} a district: {} instead of {}; {} safe,\n"
      "the others {:.2f} h {} on average.\n",
      counted(static_cast<std::int64_t>(routes), "route"),
      counted(static_cast<std::int64_t>(price.orders_after), "order"), price.orders_before,
      counted(price.people.count(), "fewer person is", "fewer people are"), std::abs(price.hours_later),
      price.hours_later < 0 ? "sooner" : "later");
}

std::string fairness_line(const answers::PriceOfFairness& price) {
  const std::string time = std::abs(price.hours_later) < 0.005
                               ? "nobody has to wait longer for it on average"
                               : fmt::format("people arrive {:.2f} h {} on average", std::abs(price.hours_later),
                                             price.hours_later > 0 ? "later" : "sooner");
  const std::string people = price.people == Persons{0} ? "as many are safe"
                             : price.people < Persons{0}
                                 ? counted(-price.people.count(), "person fewer is safe", "people fewer are safe")
                                 : counted(price.people.count(), "person more is safe", "people more are safe");
  return fmt::format(
      "Shared between districts: the one worst off has {:.1f} % safe instead of {:.1f} %;\n{}, and {}.\n",
      100 * price.share_after, 100 * price.share_before, people, time);
}

std::string priority_line(const answers::PriceOfPriority& price) {
  return fmt::format("Those with priority go first; without it {} {} would be safe, {:.2f} hours {} on average.\n",
                     grouped(std::abs(price.fewer_safe.count())), price.fewer_safe < Persons{0} ? "fewer" : "more",
                     std::abs(price.hours_later), price.hours_later < 0 ? "later" : "sooner");
}

}  // namespace passage::publish
