#include "verify/verify.h"

#include "verify/orders.h"
#include "verify/totals.h"

namespace passage::verify {

Verdict verify_plan(const scenario::Case& c, const plan::Plan& plan) {
  const RuleSet rules{.inner = make_rules(c, finest(c, Rounding::kInner)),
                      .outer = make_rules(c, finest(c, Rounding::kOuter)),
                      .whole_inner = make_rules(c, {.per_ms = 1, .rounding = Rounding::kInner, .whole_travel = true}),
                      .whole_outer = make_rules(c, {.per_ms = 1, .rounding = Rounding::kOuter, .whole_travel = true})};
  Findings findings;
  const Matched matched = match_tables(c, plan, rules.inner, findings);
  check_rows(c, plan, matched, rules, findings);
  check_movement(c, plan, matched, rules, findings);
  check_orders(c, plan, matched, findings);
  check_totals(c, plan, matched, rules, findings);
  check_bounds(c, plan, matched, rules, findings);
  return {.status = findings.none() ? Status::kAccepted : Status::kRejected,
          .violations = findings.list(),
          .unlisted = findings.unlisted(),
          .people = plan.people,
          .safe = plan.safe,
          .upper_bound = plan.upper_bound};
}

}  // namespace passage::verify
