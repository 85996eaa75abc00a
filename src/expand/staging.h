// Where nobody may wait on the way: with wait = "origins_and_staging" people wait at home and in staging places with
// room, and some vertices have to be passed at once (timenet/passing.h).
//
// The solver lets people wait anywhere. So the problem is written out step by step: such a vertex is one node for each
// step, from which a link can be entered in that step alone, and staging is a link to the next step with the room as
// its capacity. Of the links that lead there only those are used whose reduced time is a whole number of steps: behind
// another people would stand for a part of one. What that and the steps lose stands in the gap, as the bound ignores
// the rule.
#pragma once

#include "expand/discretise.h"
#include "solver/solve.h"

namespace passage::expand {

// The vertices on the way of a travel network where nobody may wait: all of them by the rule of staging, or else none.
[[nodiscard]] Table<VertexId, char> vertices_on_the_way(const Case& c, const TravelNetwork& inner);

// The step, of 1 s to 15 min, at which most roads can be used while the problem written out keeps to
// about 300,000 entries.
[[nodiscard]] Millis staging_step(const TravelNetwork& inner);

// A solution of `discrete` (of `inner`) in which nobody waits at the vertices of `hurried` but in staging places; the
// most people for these steps and roads, as early as can be. Waiting before intake at a refuge is free. O(links at
// hurried vertices x steps) memory.
[[nodiscard]] solver::Solved solve_with_staging(const Case& c, const TravelNetwork& inner,
                                                const Table<VertexId, char>& hurried, const Discrete& discrete,
                                                const std::atomic<bool>* stop);

}  // namespace passage::expand
