// The figures a plan claims, recomputed: who is safe, left, staying, unreached, by origin, district
// and hour; exposure; and the bound that its cut times prove.
#pragma once

#include "jobs/task.h"
#include "verify/flows.h"

namespace passage::verify {

// Reports "totals", "districts", "safe_by", "exposure". O(rows log rows).
void check_totals(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings);

// Cut times: known nodes, each once a deadline and mode, alpha in [0, deadline]; left out = 0. The bound of
// each deadline is recomputed, exactly, and as somebody would have it whose times are whole
// milliseconds rounded against himself; `upper_bound` must be one of the two for the horizon, each
// `at_most` one of the two for the best deadline not before it.
// Reports "labels", "bound". O(deadlines x (nodes + roads)).
void check_bounds(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings,
                  const jobs::Task& task);

}  // namespace passage::verify
