// From a case to a plan: who goes where when by which road, and the
// proof of how far from the best that is.
#pragma once

#include "jobs/task.h"
#include "orders/assemble.h"
#include "plan/plan.h"

namespace passage::planner {

using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// Who goes where not all can: whoever is safe soonest, or districts alike (orders/fair.h).
enum class Sharing { kSoonest, kFair };

// A plan that is there already, of a variant of the case (rules/variant.h). Both outlive the planning.
struct Incumbent {
  const Case* of = nullptr;
  const plan::Plan* plan = nullptr;
};

struct WarmStart;

struct PlanOptions {
  Millis step{0};                             // of the flow problem; 0 = chosen by size (choose_step)
  std::size_t most_legs = orders::kMostLegs;  // rows; longer legs are left out, with finding P510
  std::size_t most_labels = 3'000'000;  // rows; more are told by few (P514), of several groups for fewer hours (P515)
  Sharing sharing = Sharing::kSoonest;
  std::size_t routes = 0;               // at most so many of each district and mode (orders/simple.h); 0 = any number
  std::int64_t fair_work = 20'000'000;  // links looked at to level shares: a few seconds
  double gap = 0.01;                    // of a large case: good enough
  double seconds = 0;                   // for each plan of a large case, with its file; 0 = no limit
  std::int64_t work = 0;                // the same by count of arcs looked at, which repeats; 0 = no limit
  // With several groups of travellers: where incumbent.plan stays possible (rules/stays_possible.h), no fewer are safe
  // than in incumbent.plan, and those with priority no fewer than in it. Not with Sharing::kFair.
  Incumbent incumbent = {};
  // Of a large case: where planning begins (planner/warm_start.h), as well proved; and what a case like it may begin
  // from.
  const WarmStart* warm_start = nullptr;
  WarmStart* next_start = nullptr;
};

// P512.
[[nodiscard]] Problem stopped(const Case& c);

// The finest of 10 s .. 15 min at which the problem keeps to about 4 million vertex-steps.
[[nodiscard]] Millis choose_step(const TravelNetwork& travel);

// safe comes from trips that are possible in continuous time; upper_bound and at_most from cut times
// evaluated on the case itself. Same case and options, same plan. Warnings P51x in findings.
[[nodiscard]] plan::Plan make_plan(const Case& c, const PlanOptions& options, const jobs::Task& task);

}  // namespace passage::planner
