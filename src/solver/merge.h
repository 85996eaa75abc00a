// Nodes that no cut can tell apart are made one before a problem is solved, and told apart again after.
//
// A node u is made one with v where the zero-time arcs between them let through, at every step, all that can
// come to u from elsewhere (u to v) and all that can leave it for elsewhere (v to u). Then whoever is at either
// may as well be at the other: what is best, its sum of arrivals and its cuts stay (docs/methods/flow.md).
// Arcs of the same ends and time become one.
#pragma once

#include <vector>

#include "solver/solve.h"

namespace passage::solver {

class Merged {
 public:
  // Keeps `problem`. `length` as in SolveOptions: where people are told apart, they go by short arcs.
  // O(arcs x steps), a little more where many nodes are joined to one.
  explicit Merged(const flow::Problem& problem, std::span<const std::int64_t> length = {});

  // What is to be solved: `problem` itself where nothing can be merged.
  [[nodiscard]] const flow::Problem& problem() const { return merges_.empty() ? whole_ : part_; }
  [[nodiscard]] Itineraries itineraries(Itineraries of_whole) const;
  // Solution and certificate of problem() become those of the whole.
  void undo(Solved& solved) const;

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFFu;

  struct Bundle {  // an arc, or two bundles of the same ends and time
    Index tail, head;
    flow::Step time = 0;
    Index capacity = kNone;  // of capacities_
    Index first = kNone, second = kNone;
    Index within = kNone;     // the bundle it is part of
    flow::ArcId arc{};        // of the whole, if it is one
    std::int64_t length = 0;  // the shortest
    bool gone = false;        // inside a node, or never of use
  };
  struct Merge {
    Index node, into;
    Index there = kNone, back = kNone;   // the bundles between them
    std::vector<Index> coming, leaving;  // the others
    std::size_t bundles = 0;             // how many there were
  };
  using Capacity = std::vector<flow::Amount>;  // by step

  void add_arcs(std::span<const std::int64_t> length);
  void merge_all();
  bool merge(Index u);
  void join(Index u, Index into, Index there, Index back);
  void unite_parallel(Index v);
  void build();
  [[nodiscard]] bool lets_through(Index bundle, const Capacity& most) const;
  void add_capacity(flow::ArcId arc);

  const flow::Problem& whole_;
  const std::size_t steps_;
  flow::Amount people_ = 0;
  std::vector<Bundle> bundles_;  // arcs first
  std::size_t singles_ = 0;
  std::vector<Capacity> capacities_;
  std::vector<std::vector<Index>> in_, out_;  // by node: bundles
  std::vector<char> kept_;                    // by node: people live there, or are taken in
  std::vector<Merge> merges_;
  std::vector<Index> todo_;
  std::vector<char> due_;
  flow::Problem part_;
  Table<flow::NodeId, flow::NodeId> node_;  // of the whole: in part_
  std::vector<Index> arc_bundle_;           // by arc of part_
  Table<flow::ArcId, Index> bundle_of_;     // by arc of the whole, kNone: of no use
};

}  // namespace passage::solver
