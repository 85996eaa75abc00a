// Who enters which arc when, so that the most people are safe, as early as can be; with proof.
//
// Input   a flow::Problem: windows, release times, rates and lifetime capacities, zero-time cycles.
// Output  an integral solution and the cuts or prices that prove it (flow/bound.h recomputes them).
// Optimal kSafeThenSum: the most safe, then the smallest sum of intake steps. Where no lifetime
//         capacity binds, this is the earliest-arrival flow: the most safe at every step at once.
//         kSafeEarly: the most safe by the horizon, exactly; where a lifetime capacity binds, people
//         are safe early but the sum need not be the smallest.
// Method  docs/methods/flow.md: lexicographic maximum flow by arrival step on the implicit time
//         expansion, one label a node: the last step from which a refuge is reached; where lifetime capacities bind,
//         shortest augmenting paths with refuge prices.
// Memory  proportional to the roads that are used, times the steps (a page of counters is touched
//         when its arc first carries people); cuts of the deadlines asked for.
// Same answer every run. Safe to call from several threads at once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "flow/problem.h"
#include "flow/solution.h"
#include "jobs/task.h"

namespace passage::solver {

enum class Aim {
  kSafeThenSum,  // exact, also where lifetime capacities bind (then slow: see docs/methods/flow.md)
  kSafeEarly,    // exact in the people safe; in the sum only where no lifetime capacity binds
};

// What the certificate holds besides the cut of the horizon.
enum class Cuts {
  kAtDeadlines,     // of SolveOptions::deadlines
  kWhereSafeRises,  // of every step before one at which somebody becomes safe: proves an earliest-arrival flow
};

// Itineraries of people, which share their beginnings.
struct Itineraries {
  struct Leg {
    std::int32_t before = -1;  // index of the leg before; -1 = the first
    flow::ArcId arc;
    flow::Step step = 0;  // of its entry
  };
  struct Itinerary {
    std::uint32_t supply = 0;    // index into Problem::supplies
    std::int32_t last = -1;      // index of the last leg, whose head is a refuge; -1 = they live there
    flow::Step intake_step = 0;  // at a refuge
    flow::Amount persons = 0;
  };
  std::vector<Leg> legs;
  std::vector<Itinerary> all;
};

struct SolveOptions {
  Aim aim = Aim::kSafeThenSum;
  Cuts cuts = Cuts::kWhereSafeRises;
  std::vector<flow::Step> deadlines = {};  // kAtDeadlines: any order; the horizon is always added
  // Where to begin: of this problem or one like it; what does not fit is left out. The answer is as good without.
  const Itineraries* warm_start = nullptr;
  // Every so many stages (>= 1), and at the last, others are looked for than itineraries of the warm start: the most
  // are safe by the horizon, exactly; by these stages too where no refuge is full for good; between them as the
  // itineraries of the warm start have it, with cuts that may prove less. Of kSafeEarly.
  flow::Step searched_every = 1;
  // By arc, any unit: of ways that are as good, which are liked better. Empty: no matter.
  std::span<const std::int64_t> length = {};
};

enum class SolveStatus {
  kOptimal,  // as SolveOptions::aim says
  kStopped,  // a valid solution, cuts for the stages completed; the last bound is not tight
};

// On one thread these repeat exactly.
struct Work {
  std::int64_t stages = 0, phases = 0, labels_set = 0, arcs_scanned = 0, augmentations = 0, hops = 0;
};

struct Solved {
  SolveStatus status = SolveStatus::kOptimal;
  flow::Solution solution;
  flow::Certificate certificate;
  std::vector<flow::Amount> safe_by;  // horizon + 1: people taken in at steps <= t
  std::vector<flow::Amount> at_most;  // horizon + 1: what the cuts of the certificate prove
  Work work;
};

// InputError P430 if the horizon has more steps than memory can hold. After each phase it tells the share of the stages
// that are done, and how many are safe by then; cancelled, it stops before the next.
[[nodiscard]] Solved solve(const flow::Problem& problem, const SolveOptions& options, const jobs::Task& task);

}  // namespace passage::solver
