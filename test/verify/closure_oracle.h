// The most people that can be safe where corridors and closed areas open and close, by linear programming (CLP) on the
// time expansion written out step by step. The rules `clear` and `enter` are worked out anew from their words in
// docs/formats.md, in whole steps: an oracle for the planner and the checker that shares no code with either.
#pragma once

#include "scenario/case.h"

namespace passage::example {

// Of a case with one group of travellers, no limits a day and waiting anywhere, in which every time is a multiple of
// `step` and so many people a step are whole. Then it is exact in continuous time: what happens within a step can as
// well happen evenly over it.
[[nodiscard]] double most_safe_between_closures(const scenario::Case& c, Millis step);

}  // namespace passage::example
