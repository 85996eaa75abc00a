// From a solution in steps to who goes in a plan: among people for whom it comes to the same, places
// share alike; waiting is put off to the origins; routes are as many as asked for.
#pragma once

#include "expand/path_decomposition.h"
#include "plan/plan.h"
#include "planner/planner.h"
#include "solver/solve.h"

namespace passage::planner {

using expand::Discrete;
using expand::Trips;

// The flow problem of a travel network; its supplies are who may go (PlanOptions::sharing).
[[nodiscard]] Discrete discretise_for(const Case& c, const TravelNetwork& travel, Millis step,
                                      const PlanOptions& options);

// How planning asks: everybody safe early, cut times for the deadlines.
[[nodiscard]] solver::SolveOptions solver_options(const std::vector<CaseTime>& times, const Discrete& discrete);

// Fills orders, legs, flows and origins of a plan. `solution` of `discrete` of `travel`; both afterwards
// as in the plan. hurried: people may not wait everywhere on the way, so nobody is moved about.
Trips finalize_orders(plan::Plan& plan, const Case& c, const TravelNetwork& travel, Discrete& discrete,
                      flow::Solution& solution, const PlanOptions& options, bool hurried, const jobs::Task& task);

}  // namespace passage::planner
