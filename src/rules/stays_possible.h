// Whether a plan of one case is a plan of another.
#pragma once

#include "plan/plan.h"
#include "scenario/case.h"

namespace passage::rules {

// Two variants of one case (rules/variant.h): the same people, roads, refuges and terms, other terms in force. True
// if at every moment `more` lets as many enter each road and refuge as `less`, with no daily limit that `less` has not,
// and lets people stand wherever those of `plan`, a plan of `less`, wait on the way. Then the plan breaks no rule of
// `more`, but that people are whole (with several groups of travellers not even that: docs/methods/travellers.md).
// False where times of clearing are rounded or legs are left out. O(arcs + nodes + legs log legs).
[[nodiscard]] bool stays_possible(const scenario::Case& more, const scenario::Case& less, const plan::Plan& plan);

// People of `plan`, a plan of `of`, whose orders could be carried out in `other` as they are, a variant with the same
// rates: each enters its roads while they are open there, and waits where people may stand. The orders of the others
// may fall away: that leaves room. Nobody where legs are left out. O(arcs + nodes + legs log legs).
[[nodiscard]] Persons orders_possible(const scenario::Case& other, const scenario::Case& of, const plan::Plan& plan);

}  // namespace passage::rules
