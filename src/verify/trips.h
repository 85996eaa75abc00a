// The buses of a plan, one by one.
#pragma once

#include "verify/match.h"

namespace passage::verify {

// Each order of a fleet goes in whole buses, no fuller than their seats, that depart together at a full
// quarter of an hour; a bus is ready again when its turnaround after its last departure is over and it has been at the
// refuge, and departs no sooner; flows are convoys, row by row.
// Trains likewise, without legs: each order is taken in by one row of arrivals, not before the ride is over. Reports
// "trips". O(rows log rows).
void check_trips(const Case& c, const Plan& plan, const Matched& matched, Findings& findings);

}  // namespace passage::verify
