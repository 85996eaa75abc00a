// Disjoint sets of the numbers from 0 on, which are united and asked for again and again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace passage::graph {

// Each set is known by its lowest member, whatever the order in which sets were united. Paths are halved at each look
// (Tarjan, van Leeuwen 1984): O(log n) a call over all calls.
class UnionFind {
 public:
  explicit UnionFind(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0u); }

  // The lowest member of the set that v is in.
  [[nodiscard]] std::uint32_t find(std::uint32_t v) {
    while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
    return v;
  }
  // False if both are in one set already.
  bool unite(std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax({find(a), find(b)});
    parent_[high] = low;
    return low != high;
  }

  // By number: the lowest member of its set.
  [[nodiscard]] std::vector<std::uint32_t> lowest() && {
    for (std::uint32_t v = 0; v < parent_.size(); ++v) parent_[v] = parent_[parent_[v]];
    return std::move(parent_);
  }

 private:
  std::vector<std::uint32_t> parent_;  // never above its child
};

}  // namespace passage::graph
