#include "publish/survival_page.h"

#include <fmt/format.h>

#include "answers/words.h"
#include "core/text.h"

namespace passage::publish {

using scenario::Corridor;

std::string survival_page(const scenario::Case& c, const answers::Survival& survival) {
  std::string out = answers::heading(c, "What can be promised if any one corridor fails, by");
  out += fmt::format("\n  {} safe if all goes well; {} whichever corridor fails.\n",
                     counted(survival.plan.safe.count(), "person is", "people are"), grouped(survival.promise.count()));
  out += fmt::format("  That costs {}. More than {} can't be promised: proved.\n",
                     people_text(survival.price().count()), grouped(survival.promise_at_most.count()));
  if (!survival.failures.empty() && !survival.plan.legs_left_out)
    out += fmt::format(
        "  The plan for the corridor that fails keeps it. With orders that never change\n"
        "  {} safe whichever fails: by the plan {}.\n",
        counted(survival.unchanged.count(), "person is", "people are"),
        survival.unchanged_by ? "for " + c.agreement.corridors[*survival.unchanged_by].id : "for no failure");
  out += fmt::format("\n{:<28}{:>11}{:>11}{:>15}{:>15}\n", "If this one never opens", "safe", "at most",
                     "had to use it", "keep orders");
  for (const answers::Failure& failure : survival.failures) {
    const Corridor& corridor = c.agreement.corridors[failure.corridor];
    out += fmt::format("  {:<26}{:>11}{:>11}{:>15}{:>15}\n", corridor.id, grouped(failure.plan.safe.count()),
                       grouped(failure.plan.upper_bound.count()), grouped(failure.on_it.count()),
                       survival.plan.legs_left_out ? "-" : grouped(failure.kept.count()));
  }
  if (survival.failures.empty()) out += "  no corridor of this round has a window in force\n";
  return out;
}

}  // namespace passage::publish
