// The fewest terms that satisfy a list of linear conditions: the master problem of `worth --reach`.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace passage::solver {

// sum of weight[i] over chosen i >= least. Weights may be negative.
struct Condition {
  std::vector<double> weight;  // n
  double least = 0;
};

// The indices of a smallest set that satisfies all conditions; among the smallest one of greatest total
// preference (>= 0), as far as CBC's tolerances tell them apart. nullopt if there is none. Conditions
// are met within a relative 1e-7, so that rounding never makes a set look too small.
// A mixed integer programme with n 0/1 variables, solved by CBC on one thread: the same answer each time.
[[nodiscard]] std::optional<std::vector<std::size_t>> fewest(std::size_t n, const std::vector<Condition>& conditions,
                                                             const std::vector<double>& preference);

}  // namespace passage::solver
