#include "negotiate/worth.h"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>

#include "bounds/plan_cuts.h"
#include "core/text.h"
#include "planner/warm_start.h"
#include "rules/stays_possible.h"

namespace passage::negotiate {

using answers::Outcome;
using answers::TermWorth;
using scenario::Term;

namespace {

void ask(const Case& c, const plan::Plan& now, const Outcome& base, const WorthOptions& options,
         const planner::WarmStart& warm_start, TermWorth& worth, const jobs::Task& task) {
  const Case granted = rules::with_terms(c, std::vector{worth.term});
  worth.at_most = bounds::bound_by_cuts(granted, now) - base.safe;
  if (options.exact == Exact::kNo || task.cancelled()) return;
  PlanOptions with = options.plan;
  with.incumbent = {&c, &now};
  with.warm_start = &warm_start;
  Outcome then = answers::outcome_of(planner::make_plan(granted, with, task));
  if (!then.complete) return;
  // The plan without it stays possible; steps, or an active network, may have brought out fewer all the same.
  if (then.safe < base.safe && rules::stays_possible(granted, c, now)) {
    const Persons at_most = then.upper_bound;
    then = base;
    then.gap = static_cast<double>((at_most - base.safe).count()) / static_cast<double>(at_most.count());
  }
  worth.exact = then.safe - base.safe;
  worth.hours_earlier = answers::hours_earlier(base, then);
  worth.gap = then.gap;
}

// The other way round for a term in force: nobody can lose more than the bound with it, less those
// safe without it.
void lose(const Case& c, const Outcome& base, const WorthOptions& options, const planner::WarmStart& warm_start,
          TermWorth& worth, const jobs::Task& task) {
  worth.at_most = base.upper_bound;
  if (options.exact == Exact::kNo || task.cancelled()) return;
  const Case less = rules::without_term(c, worth.term);
  PlanOptions with = options.plan;
  with.warm_start = &warm_start;
  const plan::Plan there = planner::make_plan(less, with, task);
  Outcome without = answers::outcome_of(there);
  if (!without.complete) return;
  if (without.safe > base.safe &&
      rules::stays_possible(c, less, there)) {  // then the plan with it is short of what it could be
    const double gap = without.gap;
    without = base;
    without.gap = std::max(gap, base.gap);
  }
  worth.at_most = base.upper_bound - without.safe;
  worth.exact = base.safe - without.safe;
  worth.hours_earlier = answers::hours_earlier(without, base);
  worth.gap = without.gap;
}

}  // namespace

std::vector<TermId> askable_terms(const Case& c) {
  std::vector<TermId> out;
  for (const TermId id : c.agreement.terms.ids()) {
    const Term& term = c.agreement.terms[id];
    const bool asked = term.round == c.agreement.planned && !term.granted;
    const bool moot = std::any_of(c.agreement.terms.begin(), c.agreement.terms.end(),
                                  [&](const Term& other) { return other.granted && other.replaces == term.id; });
    if (asked && !moot) out.push_back(id);
  }
  return out;
}

answers::Worths worths(const Case& c, const WorthOptions& options, const jobs::Task& task) {
  answers::Worths out;
  for (const TermId term : askable_terms(c)) {
    out.terms.push_back({.term = term, .grants_needed = grants_needed(c.agreement, c.agreement.terms[term])});
  }
  for (const TermId term : options.also) {
    const bool listed =
        std::any_of(out.terms.begin(), out.terms.end(), [&](const TermWorth& worth) { return worth.term == term; });
    const Term& named = c.agreement.terms[term];
    if (listed) continue;
    out.terms.push_back({.term = term});
    if (!named.in_force) out.terms.back().grants_needed = grants_needed(c.agreement, named);
  }
  std::atomic<std::size_t> done{0};  // plans
  const auto told = [&](std::string_view known) {
    task.report(static_cast<double>(++done) / static_cast<double>(out.terms.size() + 1), known);
  };
  planner::WarmStart warm_start;  // planning of each variant begins where this plan ended
  PlanOptions first = options.plan;
  first.next_start = &warm_start;
  const plan::Plan now = planner::make_plan(c, first, task.quiet());
  out.base = answers::outcome_of(now);
  told(fmt::format("{} safe as it is", grouped(now.safe.count())));
  task.in_parallel(out.terms.size(), [&](std::size_t i) {
    TermWorth& worth = out.terms[i];
    const Term& term = c.agreement.terms[worth.term];
    if (term.in_force) {
      lose(c, out.base, options, warm_start, worth, task.quiet());
    } else {
      ask(c, now, out.base, options, warm_start, worth, task.quiet());
    }
    told(term.id);
  });
  const auto key = [&](const TermWorth& w) {
    return std::tuple(-w.exact.value_or(Persons{0}).count(), -w.hours_earlier.value_or(0), -w.at_most.count());
  };
  std::stable_sort(out.terms.begin(), out.terms.end(), [&](const TermWorth& a, const TermWorth& b) {
    return std::pair(key(a), c.agreement.terms[a.term].id) < std::pair(key(b), c.agreement.terms[b.term].id);
  });
  return out;
}

}  // namespace passage::negotiate
