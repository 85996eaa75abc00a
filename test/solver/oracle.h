// The plainest exact answer: the explicit time expansion, one node a (node, step), and successive
// shortest paths found by Bellman-Ford. Shares only the problem's plain data with the solver.
#pragma once

#include <vector>

#include "flow/problem.h"

namespace passage::test {

struct Answer {
  flow::Amount safe = 0;
  std::int64_t sum = 0;
  bool operator==(const Answer&) const = default;
};
[[nodiscard]] Answer oracle(const flow::Problem& problem);

}  // namespace passage::test
