// What a plan shows beside its people: roads that hold people back and what one more hour of each would bring
// out, terms to ask for, sources, findings. Recomputed from the case and from the plan's own cut times.
#pragma once

#include "verify/flows.h"

namespace passage::verify {

// Bottlenecks: a road, or the intake or room of a refuge, of the case; at most ten, the most first, each once. A road
// is one that the cut of the horizon crosses, its people those of one hour as the rules have it, at most those who
// are left with a road; where there are fewer than ten, none is missing that would let anybody through. Whom to ask
// follows from the agreement. held_by: only what the case has, in its names. Findings that the case tells are the
// case's, word by word and of the same severity; those about the plan are of the kinds that a plan tells, and fit it.
// Sources likewise. Reports "bottlenecks", "districts", "findings", "sources". O(roads + cut times + terms x
// bottlenecks).
void check_shown(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings);

}  // namespace passage::verify
