#include "verify/verify.h"

#include <atomic>
#include <functional>

#include "scenario/travellers.h"
#include "verify/groups.h"
#include "verify/levels.h"
#include "verify/orders.h"
#include "verify/shown.h"
#include "verify/totals.h"
#include "verify/trips.h"

namespace passage::verify {

namespace {

// What somebody without fractions bounds: openings end at the next whole millisecond, travel takes no
// more than the last.
certify::Rules in_whole_millis(certify::Rules rules) {
  for (certify::ModeRules& mode : rules.modes) {
    for (certify::Times& times : mode.sets) {
      for (Interval<certify::Tick>& open : times) {
        open.from /= rules.precision.per_ms;
        open.until = (open.until + rules.precision.per_ms - 1) / rules.precision.per_ms;
      }
    }
  }
  rules.precision.per_ms = 1;
  rules.precision.whole_travel = true;
  return rules;
}

}  // namespace

Verdict verify_plan(const scenario::Case& c, const plan::Plan& plan, const jobs::Task& task) {
  const auto reached = [&](double done) {
    task.expect_wanted();
    task.report(done);
  };
  RuleSet rules{.inner = certify::make_rules(c, certify::finest(c, certify::Rounding::kInner)),
                .outer = certify::make_rules(c, certify::finest(c, certify::Rounding::kOuter)),
                .whole_outer = {}};
  rules.whole_outer = in_whole_millis(rules.outer);
  Findings findings(c.time_zone, c.start, c.horizon);
  reached(0.1);
  const Matched matched = match_tables(c, plan, rules.inner, findings);
  // Each on its own, what they find in this order.
  std::vector<std::function<void(Findings&)>> checks;
  if (scenario::several_groups(c) || !plan.groups.empty()) {
    checks = {[&](Findings& f) { check_groups(c, plan, matched, rules, f); },
              [&](Findings& f) { check_trips(c, plan, matched, f); },
              [&](Findings& f) { check_totals(c, plan, matched, rules, f); },
              [&](Findings& f) { check_levels(c, plan, matched, rules, f); }};
  } else {
    checks = {[&](Findings& f) { check_rows(c, plan, matched, rules, f); },
              [&](Findings& f) { check_movement(c, plan, matched, rules, f); },
              [&](Findings& f) { check_orders(c, plan, matched, f); },
              [&](Findings& f) { check_totals(c, plan, matched, rules, f); },
              [&](Findings& f) { check_bounds(c, plan, matched, rules, f, task); }};
  }
  checks.emplace_back([&](Findings& f) { check_shown(c, plan, matched, rules, f); });
  std::vector<Findings> found(checks.size(), Findings(c.time_zone, c.start, c.horizon));
  std::atomic<std::size_t> done{0};
  task.in_parallel(checks.size(), [&](std::size_t i) {
    checks[i](found[i]);
    reached(0.1 + 0.9 * static_cast<double>(++done) / static_cast<double>(checks.size()));
  });
  for (const Findings& f : found) findings.append(f);
  return {.status = findings.none() ? Status::kAccepted : Status::kRejected,
          .violations = findings.list(),
          .unlisted = findings.unlisted(),
          .people = plan.people,
          .safe = plan.safe,
          .upper_bound = plan.upper_bound};
}

}  // namespace passage::verify
