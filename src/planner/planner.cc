#include "planner/planner.h"

#include <algorithm>

#include "bounds/proof.h"
#include "core/text.h"
#include "expand/staging.h"
#include "planner/finalize_orders.h"
#include "planner/large.h"
#include "planner/travellers.h"
#include "planner/warm_start.h"
#include "scenario/travellers.h"
#include "solver/solve.h"
#include "timenet/passing.h"

namespace passage::planner {

namespace {

constexpr Millis kMinute{60'000};
constexpr double kVertexSteps = 4e6;

double vertex_steps(const TravelNetwork& travel, Millis step) {
  return static_cast<double>(travel.horizon.count()) / static_cast<double>(step.count()) *
         static_cast<double>(travel.node.size());
}

// hurried: vertices of `inner` where nobody may wait; empty = none but by the rule of staging.
plan::Plan plan_in_steps(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer,
                         const ActiveNetwork& active, Millis step, const PlanOptions& options,
                         const Table<VertexId, char>& hurried, const jobs::Task& task) {
  const std::vector<CaseTime> times = bounds::cut_deadlines(c, outer);
  plan::Plan plan = orders::plan_of_case(c);
  Discrete discrete = discretise_for(c, inner, step, options);
  solver::Solved solved = solver::solve(discrete.problem, solver_options(times, discrete), task.part(0, 0.6));
  if (c.wait == scenario::WaitRule::kOriginsAndStaging)
    solved.solution =
        expand::solve_with_staging(c, inner, expand::vertices_on_the_way(c, inner), discrete, task.quiet()).solution;
  else if (hurried.size() != 0)
    solved.solution = expand::solve_with_staging(c, inner, hurried, discrete, task.quiet()).solution;
  const Trips trips = finalize_orders(plan, c, inner, discrete, solved.solution, options, hurried.size() != 0, task);

  bounds::Proof proof;
  bounds::improve_proof(proof, outer, active, bounds::cuts_of(outer, inner, discrete, solved.certificate, times), task);
  // Steps cut windows short and round detours up; a relaxed problem tells how much of the gap is that.
  if (plan.safe < proof.at_most.back()) {
    const Discrete relaxed = expand::discretise(outer, step);
    const solver::Solved bound = solver::solve(relaxed.problem, solver_options(times, relaxed), task.part(0.6, 1));
    bounds::improve_proof(proof, outer, active, bounds::cuts_of(outer, outer, relaxed, bound.certificate, times), task);
  }
  bounds::conclude(plan, c, active, outer, proof, trips, step, options.most_labels);
  if (solved.status == solver::SolveStatus::kStopped) plan.findings.push_back(stopped(c));
  return plan;
}

// Where more could be safe, also tries to lead people through nodes in times in which nobody may stand there.
plan::Plan planned(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer, const ActiveNetwork& active,
                   Millis step, const PlanOptions& options, const jobs::Task& task) {
  plan::Plan plan = plan_in_steps(c, inner, outer, active, step, options, {}, task);
  if (plan.safe >= plan.upper_bound || c.wait == scenario::WaitRule::kOriginsAndStaging) return plan;
  const timenet::PassingNetwork with = timenet::network_with_passing(c);
  if (with.hurried.size() == 0) return plan;
  plan::Plan passing = plan_in_steps(c, with.travel, outer, active, step, options, with.hurried, task);
  return passing.safe > plan.safe ? std::move(passing) : std::move(plan);
}

}  // namespace

Problem stopped(const Case& c) {
  return {.severity = Severity::kWarning,
          .code = "P512",
          .problem = "planning was stopped before its end",
          .why = "the plan is valid, its gap is true and may be large",
          .where = c.id,
          .suggestion = "run it again to its end for the best plan"};
}

Millis choose_step(const TravelNetwork& travel) {
  for (const int seconds : {10, 15, 20, 30, 60, 120, 180, 300, 600}) {
    const Millis step{seconds * 1000};
    if (vertex_steps(travel, step) <= kVertexSteps) return step;
  }
  return Millis{900'000};
}

plan::Plan make_plan(const Case& c, const PlanOptions& options, const jobs::Task& task) {
  if (scenario::several_groups(c)) return plan_of_groups(c, options, task);
  const Stopwatch since;
  TravelNetwork inner, outer;
  task.in_parallel(2, [&](std::size_t i) {
    i == 0 ? inner = timenet::travel_network(c, rules::Rounding::kInner)
           : outer = timenet::travel_network(c, rules::Rounding::kOuter);
  });
  ActiveNetwork active = options.warm_start != nullptr && can_start_from(*options.warm_start, outer)
                             ? ActiveNetwork(outer, options.warm_start->active)
                             : ActiveNetwork(outer);
  const bool staged = c.wait == scenario::WaitRule::kOriginsAndStaging;
  if (!staged && !active.is_all()) return plan_large(c, inner, outer, std::move(active), since, options, task);
  if (options.step > Millis{0}) return planned(c, inner, outer, active, options.step, options, task);
  if (staged) return planned(c, inner, outer, active, expand::staging_step(inner), options, task);
  const Millis finest = choose_step(inner);
  if (finest < kMinute) {  // whole minutes make rows that people can follow, if they cost nothing
    plan::Plan plan = planned(c, inner, outer, active, kMinute, options, task);
    if (plan.safe == plan.upper_bound) return plan;
  }
  return planned(c, inner, outer, active, finest, options, task);
}

}  // namespace passage::planner
