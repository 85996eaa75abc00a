#include "planner/finalize_orders.h"

#include <algorithm>

#include "bounds/proof.h"
#include "core/text.h"
#include "expand/delay_departures.h"
#include "orders/assemble.h"
#include "orders/fair.h"
#include "orders/fair_shares.h"
#include "orders/simple.h"

namespace passage::planner {

Discrete discretise_for(const Case& c, const TravelNetwork& travel, Millis step, const PlanOptions& options) {
  Discrete out = expand::discretise(travel, step);
  if (options.sharing == Sharing::kFair) {
    std::vector<std::string> district;
    for (const timenet::Supply& s : travel.supplies) district.push_back(c.origins[s.origin].district);
    orders::share_fairly(out, district);
  }
  return out;
}

solver::SolveOptions solver_options(const std::vector<CaseTime>& times, const Discrete& discrete) {
  const flow::Step horizon = discrete.problem.horizon;
  solver::SolveOptions out;
  out.aim = solver::Aim::kSafeEarly;
  out.cuts = solver::Cuts::kAtDeadlines;
  for (const CaseTime t : times)
    out.deadlines.push_back(std::clamp<flow::Step>(bounds::last_step(t, discrete.step), 0, horizon));
  out.length = discrete.length;
  return out;
}

Trips finalize_orders(plan::Plan& plan, const Case& c, const TravelNetwork& travel, Discrete& discrete,
                      flow::Solution& solution, const PlanOptions& options, bool hurried, const jobs::Task& task) {
  expand::keep_trips(expand::decompose_paths(travel, discrete, solution), discrete, solution);
  const std::int64_t fair_work = options.seconds > 0 ? options.fair_work / 4 : options.fair_work;
  // Who must not wait on the way is not moved about once his place is found.
  const bool staged = hurried || c.wait == scenario::WaitRule::kOriginsAndStaging;
  const bool fair =
      staged || options.sharing == Sharing::kFair || orders::share_fairly(travel, discrete, solution, fair_work);
  if (!staged) expand::delay_departures(travel, discrete, solution);
  Trips trips = expand::decompose_paths(travel, discrete, solution);
  if (options.routes > 0) orders::keep_routes(c, travel, discrete, options.routes, trips, solution);
  orders::add_trips(plan, c, travel, discrete, solution, trips, options.most_legs, task);
  if (!fair) {
    plan.findings.push_back({.severity = Severity::kFinding,
                             .code = "P513",
                             .problem = "places that tie for the same roads may not have equal shares",
                             .why = "the case is too large to level them all",
                             .where = c.id,
                             .suggestion = "left_by_district says who is left"});
  }
  return trips;
}

}  // namespace passage::planner
