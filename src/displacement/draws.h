// Draws that forecasts share. Each takes a fixed number of uniform() from its stream.
#pragma once

#include <cmath>
#include <numbers>

#include "core/random.h"

namespace passage::displacement {

// Standard normal (Box, Muller 1958; one of the pair).
inline double normal(Random& random) {
  const double u = 1 - random.uniform(), v = random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

inline double between(Random& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

}  // namespace passage::displacement
