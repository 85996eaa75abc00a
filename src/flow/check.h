// Is a solution allowed, and do its figures and bounds hold? Exact, and apart from any solver: it
// sees the problem, the solution and the cut times, nothing else.
#pragma once

#include <string>

#include "flow/problem.h"
#include "flow/solution.h"

namespace passage::flow {

enum class VerdictStatus { kAccepted, kRejected };

struct Verdict {
  VerdictStatus status = VerdictStatus::kAccepted;
  std::string violation = {};  // the first, e.g. "arc 1, step 2: 3 people enter, capacity 2"; empty if accepted
  Amount safe = 0;             // recomputed from the intakes, as are the next two
  Int128 sum = 0;
  Step last = -1;
  Amount upper_bound = 0;  // least bound of the cut times recomputed at the horizon; people released, if none
};

// In this order: entries (known arc, steps in the horizon, capacity of the step, window), intakes (refuge,
// rate, lifetime capacity), conservation with free waiting and release, no directed cycle of entries
// over zero-time arcs within a step, the claimed safe, sum and last, then each bound: recomputed, equal
// to its claim, not below what the solution reaches; for `prices`, W safe - sum itself.
// kNone is rejected: nothing is proved. O((entries + intakes) log + deadlines (nodes + arcs)).
[[nodiscard]] Verdict check(const Problem& problem, const Solution& solution, const Certificate& certificate);

}  // namespace passage::flow
