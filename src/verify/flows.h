// The flows and arrivals of a plan, replayed: who enters which road when is enough to prove `safe`.
#pragma once

#include "verify/match.h"

namespace passage::verify {

// The rules as exact as 64 bits allow, rounded either way where that is not enough; and in whole
// milliseconds, as somebody without fractions bounds them.
struct RuleSet {
  certify::Rules inner, outer, whole_outer;
};

// Rows: positive, disjoint for one road side and mode (or refuge), within the times that are
// allowed; people at most floor U(until) - floor U(from), with U the capacity integral since the
// start; daily limits; a refuge's rate, hours and capacity. Reports "row", "entry", "capacity",
// "daily limit", "intake". O(rows log rows).
void check_rows(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings);

// At every place, mode and moment nobody leaves who is not there: cumulative departures and intake
// never exceed people released and arrived. Who sets out is taken in; where waiting is limited or
// barred, the queue obeys. Reports "conservation", "intake", "waiting", "standing", "stranded".
// Exact, O(rows log rows).
// most_waiting, by node, if asked for: at least how many wait there on the way at once, where staging places are
// limited.
void check_movement(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings,
                    std::vector<std::int64_t>* most_waiting = nullptr);

}  // namespace passage::verify
