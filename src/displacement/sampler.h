// Exact draws of counts, the same on every thread: binomial (inversion for small means, else BTRS,
// Hormann 1993), multinomial, Poisson by normal-free splitting.
#pragma once

#include <cstdint>
#include <span>

#include "core/random.h"

namespace passage::displacement {

[[nodiscard]] std::int64_t binomial(Random& random, std::int64_t n, double p);

// out[k] += how many of n fall on k; weights >= 0, at least one > 0.
void multinomial(Random& random, std::int64_t n, std::span<const double> weights, std::span<std::int64_t> out);

}  // namespace passage::displacement
