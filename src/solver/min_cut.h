// A minimum cut of a network without time, again and again with other capacities: for cut times that are chosen
// between two (bounds/fusion.h).
//
// Method  augmenting paths between two search trees that are kept and mended (Boykov and Kolmogorov, 2004).
// Same answer every run.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace passage::solver {

class MinCut {
 public:
  using Amount = std::int64_t;
  static constexpr Amount kUnlimited = Amount{1} << 50;

  // Arcs by their ends, nodes 0 .. nodes - 1. Loops are ignored. O(nodes + arcs).
  MinCut(std::size_t nodes, std::span<const std::uint32_t> tail, std::span<const std::uint32_t> head);

  enum class Side : char { kEither, kSource, kSink };
  // By node: on which side every minimum cut has it. supply > 0: comes from the source, < 0: may leave to the sink.
  // capacity >= 0, by arc.
  const std::vector<Side>& cut(std::span<const Amount> supply, std::span<const Amount> capacity);

  [[nodiscard]] Amount flow() const { return flow_; }  // of the last cut

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFFu, kTerminal = 0xFFFFFFFEu;

  [[nodiscard]] Index other(Index half) const { return half % 2 == 0 ? head_[half / 2] : tail_[half / 2]; }
  void activate(Index v);
  Index grow();  // a half arc from the source's tree into the sink's, kNone at the end
  void augment(Index between);
  void adopt(Index v);
  [[nodiscard]] bool rooted(Index v);

  std::vector<Index> tail_, head_;
  std::vector<Index> first_, halves_;  // by node: the half arcs that leave it; 2 a = arc a, 2 a + 1 = a backwards
  std::vector<Amount> left_;           // by half arc
  std::vector<Amount> excess_;         // by node: what is left of its supply
  std::vector<Side> side_;             // of the tree that the node is in
  std::vector<Index> parent_;          // the half arc to the parent (from it, on the source's side)
  std::vector<Index> depth_, seen_;    // as of time seen_
  std::vector<Index> active_, orphans_;
  std::vector<char> is_active_;
  std::size_t next_ = 0;
  Index time_ = 0;
  Amount flow_ = 0;
};

}  // namespace passage::solver
