// Flee's documented model one person at a time, written from its manual and sharing no code with
// displacement/model: the oracle of its tests, and the peer in bench/displacement.
#pragma once

#include <cstdint>
#include <vector>

#include "displacement/case.h"

namespace passage::displacement {

struct OneByOne {
  std::vector<std::vector<double>> places;  // [day][place]: people there in the evening
  std::int64_t person_days = 0, decisions = 0;
};

// spawn: people who flee, by day; day0: by place. Cost: person-days, times paths within reach.
[[nodiscard]] OneByOne simulate_one_by_one(const Case& c, const std::vector<std::int64_t>& spawn,
                                           const std::vector<std::int64_t>& day0, std::uint32_t run);

}  // namespace passage::displacement
