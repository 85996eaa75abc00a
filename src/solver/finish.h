// From counters of flow to a solution: entries and intakes in order, nobody circling.
#pragma once

#include <vector>

#include "flow/solution.h"
#include "solver/expansion.h"

namespace passage::solver {

// Takes directed cycles out of the entries of one step over zero-time arcs; conservation stays.
// entries: sorted by (step, arc), and so again after.
void cancel_zero_time_cycles(const flow::Problem& problem, std::vector<flow::Entry>& entries);

template <class Count>
[[nodiscard]] flow::Solution solution_of(const flow::Problem& problem, const Expansion<Count>& expansion);

// People taken in at steps <= t, for t in 0..horizon.
[[nodiscard]] std::vector<flow::Amount> safe_by_step(const flow::Problem& problem, const flow::Solution& solution);

}  // namespace passage::solver
