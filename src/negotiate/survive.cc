#include "negotiate/survive.h"

#include <algorithm>
#include <set>

#include "rules/stays_possible.h"
#include "scenario/travellers.h"

namespace passage::negotiate {

using answers::Failure;
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
Persons kept_by(const Case& c, const answers::Survival& survival, const Failure& failure) {
  const Case its = rules::without_corridor(c, failure.corridor);
  Persons out = rules::orders_possible(c, its, failure.plan);
  for (const Failure& other : survival.failures) {
    if (other.corridor == failure.corridor) continue;
    out = std::min(out, rules::orders_possible(rules::without_corridor(c, other.corridor), its, failure.plan));
  }
  return out;
}

}  // namespace

answers::Survival survive_one(const Case& c, const PlanOptions& options, const jobs::Task& task) {
  const jobs::Task each = task.quiet();  // several plans at once have no one share done
  answers::Survival out;
  for (const CorridorId id : corridors_in_force(c))
    out.failures.push_back({.corridor = id, .plan = {}, .on_it = {}, .kept = {}});
  task.in_parallel(out.failures.size() + 1, [&](std::size_t i) {
    if (i == 0) {
      out.plan = planner::make_plan(c, options, each);
    } else {
      Failure& failure = out.failures[i - 1];
      failure.plan = planner::make_plan(rules::without_corridor(c, failure.corridor), options, each);
    }
  });
  // With several groups of travellers fewer corridors may lead to more.
  for (const Failure& failure : out.failures) {
    if (!scenario::several_groups(c) || failure.plan.safe <= out.plan.safe) continue;
    const Case less = rules::without_corridor(c, failure.corridor);
    PlanOptions with = options;
    with.incumbent = {&less, &failure.plan};
    out.plan = planner::make_plan(c, with, each);
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

}  // namespace passage::negotiate
