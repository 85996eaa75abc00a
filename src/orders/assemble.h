// The tables of a plan are made from a case and from the trips of a solution.
#pragma once

#include "expand/path_decomposition.h"
#include "jobs/task.h"
#include "plan/plan.h"

namespace passage::orders {

using expand::Discrete;
using expand::Trip;
using expand::Trips;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// A plan with what it repeats of the case: places, roads, refuges, corridors, dangers, sources, provenance.
[[nodiscard]] plan::Plan plan_of_case(const Case& c);

// Above this many rows legs are left out, with a finding, unless asked for.
inline constexpr std::size_t kMostLegs = 5'000'000;

// Adds what the trips make: orders, legs, flows and arrivals; people safe and left, by origin and in all; the last
// arrival; exposure; findings on queues. `travel` is kInner. Legs are added only if they make at most `most_legs` rows.
void add_trips(plan::Plan& plan, const Case& c, const TravelNetwork& travel, const Discrete& discrete,
               const flow::Solution& solution, const Trips& trips, std::size_t most_legs, const jobs::Task& task);

}  // namespace passage::orders
