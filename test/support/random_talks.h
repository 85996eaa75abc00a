// Small cases with terms to be asked for, at random.
#pragma once

#include <random>

#include "scenario/case.h"

namespace passage::test {

// A chain of corridors with windows, gates and an opening; some in force, some to be asked for.
[[nodiscard]] scenario::Case random_talks(std::mt19937& random);

// The same with people who differ in people_per_car and priority, walkers, and a fleet of buses.
[[nodiscard]] scenario::Case random_talks_of_groups(std::mt19937& random);

}  // namespace passage::test
