// The same case under other terms: what negotiators ask "what if" about.
#pragma once

#include <span>

#include "scenario/case.h"

namespace passage::rules {

using scenario::Case;
using scenario::TermId;

// Every party accepts the terms: what they replace gives way. Terms of the planned round.
[[nodiscard]] Case with_terms(const Case& c, std::span<const TermId> terms);

// The term is not agreed any more: what it replaces, if granted, is back in force.
[[nodiscard]] Case without_term(const Case& c, TermId term);

// The corridor never opens: its windows are not agreed. A corridor of the planned round.
[[nodiscard]] Case without_corridor(const Case& c, scenario::CorridorId corridor);

// Who is safe before `end` counts, nobody else: the case with its horizon there. 0 < end <= horizon.
[[nodiscard]] Case ending_at(const Case& c, scenario::CaseTime end);

}  // namespace passage::rules
