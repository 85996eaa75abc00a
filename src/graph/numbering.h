// Numbers 0, 1, 2, ... for values, equal values alike: of a million openings most are the same few sets of intervals,
// which are kept once and named by their number.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

namespace passage::graph {

// T is ordered by <, and two values are the same where neither is less.
template <class T>
class Numbering {
 public:
  struct Number {
    std::uint32_t number;
    bool fresh;  // the value is new, and its number the highest so far
  };
  // Numbers are given in the order in which values first come. O(log of the values).
  Number operator()(T value) {
    const auto [at, fresh] = number_.try_emplace(std::move(value), static_cast<std::uint32_t>(number_.size()));
    return {at->second, fresh};
  }
  [[nodiscard]] std::size_t size() const { return number_.size(); }

 private:
  std::map<T, std::uint32_t> number_;
};

}  // namespace passage::graph
