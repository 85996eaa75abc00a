// Where nobody may wait on the way. With wait = "origins_and_staging" people wait at home and in staging places that
// have room, and nowhere else; and some vertices have to be passed at once (timenet/passing.h).
//
// The solver lets people wait anywhere. So at such vertices the problem is written out step by step: a vertex v becomes
// one node for each step, which can be left in that step alone, and a staging place has arcs from step to step:
//
//     v in step 0     v in step 1     v in step 2          no arc: nobody can wait
//     p in step 0 --> p in step 1 --> p in step 2          a staging place p: capacity = its room
//
// Of the links that lead to v only those are used whose reduced time is a whole number of steps; after any other people
// would stand at v for a part of a step. What is lost by that, and by whole steps, stands in the gap: the bound ignores
// the rule.
#pragma once

#include "expand/discretise.h"
#include "jobs/task.h"
#include "solver/solve.h"

namespace passage::expand {

// A flag for each vertex where nobody may wait: by the rule of staging all that lie on the way, without it none.
[[nodiscard]] Table<VertexId, char> vertices_on_the_way(const Case& c, const TravelNetwork& inner);

// The length of steps, of 1 s to 15 min, in which most roads can be used while the problem that is written out has no
// more than about 300,000 entries.
[[nodiscard]] Millis staging_step(const TravelNetwork& inner);

// A solution of `discrete`, the problem of `inner`, in which nobody waits at the vertices of `hurried` but in staging
// places. It has the most people safe for these steps and roads, as early as can be. Waiting before intake at a refuge
// is free. O(links at hurried vertices x steps) memory.
[[nodiscard]] solver::Solved solve_with_staging(const Case& c, const TravelNetwork& inner,
                                                const Table<VertexId, char>& hurried, const Discrete& discrete,
                                                const jobs::Task& task);

}  // namespace passage::expand
