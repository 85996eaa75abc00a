#include "negotiate/survive.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/parallel.h"
#include "core/text.h"
#include "negotiate/worth_page.h"
#include "rules/stays_possible.h"
#include "scenario/travellers.h"

namespace passage::negotiate {

using scenario::Corridor;
using scenario::CorridorId;
using scenario::Term;

namespace {

std::vector<CorridorId> corridors_in_force(const Case& c) {
  std::vector<CorridorId> out;
  for (const CorridorId id : c.agreement.corridors.ids()) {
    const bool open = std::any_of(c.agreement.terms.begin(), c.agreement.terms.end(), [&](const Term& term) {
      return term.in_force && term.kind == scenario::TermKind::kWindow && term.corridor == id;
    });
    if (open) out.push_back(id);
  }
  return out;
}

// People whose orders lead over the corridor; where legs are left out, the most that enter any one of its roads.
Persons people_on(const plan::Plan& plan, const Corridor& corridor) {
  std::set<plan::OrderId> orders;
  for (const plan::Leg& leg : plan.legs) {
    const auto is_its = [&](const scenario::RoadSide& side) {
      return side.road == leg.road && side.direction == leg.direction;
    };
    if (std::any_of(corridor.roads.begin(), corridor.roads.end(), is_its)) orders.insert(leg.order);
  }
  Persons most{0};
  for (const plan::OrderId id : orders) most += plan.orders[id].persons;
  if (!plan.legs_left_out) return most;
  for (const scenario::RoadSide side : corridor.roads) {
    Persons sum{0};
    for (const plan::Flow& flow : plan.flows) {
      if (flow.road == side.road && flow.direction == side.direction) sum += flow.persons;
    }
    most = std::max(most, sum);
  }
  return most;
}

}  // namespace

namespace {

// People whom the plan for a failure brings out whichever corridor fails, or none, with its orders as they are.
Persons kept_by(const Case& c, const Survival& survival, const Failure& failure) {
  const Case its = rules::without_corridor(c, failure.corridor);
  Persons out = rules::orders_possible(c, its, failure.plan);
  for (const Failure& other : survival.failures) {
    if (other.corridor == failure.corridor) continue;
    out = std::min(out, rules::orders_possible(rules::without_corridor(c, other.corridor), its, failure.plan));
  }
  return out;
}

}  // namespace

Survival survive_one(const Case& c, const PlanOptions& options) {
  Survival out;
  for (const CorridorId id : corridors_in_force(c))
    out.failures.push_back({.corridor = id, .plan = {}, .on_it = {}, .kept = {}});
  in_parallel(out.failures.size() + 1, [&](std::size_t i) {
    if (i == 0) {
      out.plan = planner::make_plan(c, options);
    } else {
      Failure& failure = out.failures[i - 1];
      failure.plan = planner::make_plan(rules::without_corridor(c, failure.corridor), options);
    }
  });
  // With several groups of travellers fewer corridors may lead to more.
  for (const Failure& failure : out.failures) {
    if (!scenario::several_groups(c) || failure.plan.safe <= out.plan.safe) continue;
    const Case less = rules::without_corridor(c, failure.corridor);
    PlanOptions known = options;
    known.known = {&less, &failure.plan};
    out.plan = planner::make_plan(c, known);
  }
  out.promise = out.unchanged = out.plan.safe;
  out.promise_at_most = out.plan.upper_bound;
  for (Failure& failure : out.failures) {
    failure.on_it = people_on(out.plan, c.agreement.corridors[failure.corridor]);
    failure.kept = rules::orders_possible(rules::without_corridor(c, failure.corridor), c, out.plan);
    out.unchanged = std::min(out.unchanged, failure.kept);
    out.promise = std::min(out.promise, failure.plan.safe);
    out.promise_at_most = std::min(out.promise_at_most, failure.plan.upper_bound);
  }
  for (const Failure& failure : out.failures) {
    const Persons kept = kept_by(c, out, failure);
    if (kept <= out.unchanged) continue;
    out.unchanged = kept;
    out.unchanged_by = failure.corridor;
  }
  return out;
}

std::string survival_page(const Case& c, const Survival& survival) {
  std::string out = heading(c, "What can be promised if any one corridor fails, by");
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
  for (const Failure& failure : survival.failures) {
    const Corridor& corridor = c.agreement.corridors[failure.corridor];
    out += fmt::format("  {:<26}{:>11}{:>11}{:>15}{:>15}\n", corridor.id, grouped(failure.plan.safe.count()),
                       grouped(failure.plan.upper_bound.count()), grouped(failure.on_it.count()),
                       survival.plan.legs_left_out ? "-" : grouped(failure.kept.count()));
  }
  if (survival.failures.empty()) out += "  no corridor of this round has a window in force\n";
  return out;
}

}  // namespace passage::negotiate
