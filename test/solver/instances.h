// Tiny random problems in which everything that the format allows happens often.
#pragma once

#include "core/random.h"
#include "flow/problem.h"

namespace passage::test {

// The same for the same number. Rates are whole unless `fractions`.
enum class Rates { kWhole, kFractions };
[[nodiscard]] flow::Problem random_problem(std::uint64_t number, Rates rates = Rates::kWhole);

[[nodiscard]] bool has_zero_time_cycle(const flow::Problem& problem);
[[nodiscard]] bool has_unreachable_origin(const flow::Problem& problem);

// Altered copies.
[[nodiscard]] flow::Problem without_windows(flow::Problem problem);
[[nodiscard]] flow::Problem without_releases(flow::Problem problem);
[[nodiscard]] flow::Problem without_capacities(flow::Problem problem);
[[nodiscard]] flow::Problem without_rates(flow::Problem problem);

}  // namespace passage::test
