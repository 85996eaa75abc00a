// The most people of several groups that can be safe before a deadline, by linear programming (CLP) on the
// time expansion written out arc by arc: an oracle for the bound and the plan of such cases. It shares no
// code with either.
#pragma once

#include "scenario/case.h"

namespace passage::example {

// Fractions of people may move; else exact for the case in continuous time, and for buses a relaxation of
// it: a fleet sends at most its seats in any time of its turnaround. Of a case in which every time is a
// multiple of `step`, each corridor or closure has one road, and there are no staging places. Who has less
// priority than `least` stays at home.
[[nodiscard]] double most_safe(const scenario::Case& c, Millis step, Millis deadline, std::int64_t least = 0);

}  // namespace passage::example
