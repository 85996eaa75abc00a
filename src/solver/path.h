// An augmenting path on the residual time expansion: waits and lanes, straightened, then filled.
#pragma once

#include <vector>

#include "solver/expansion.h"
#include "solver/solve.h"

namespace passage::solver {

// Arrive at `node` at step `in`, wait (either way) until `out`, then take a lane.
struct Move {
  Index node = kNone;  // graph node, or nodes + refuge: a full refuge's lifetime capacity
  Time in = 0, out = 0;
  Index code = 0;                       // 2 * lane along it, 2 * lane + 1 against it
  Index entry = kNone, target = kNone;  // of the search that found it; target kNone: safe
  Time position = 0;                    // step at the target's node
};

template <class Count>
class Path {
 public:
  Path(Expansion<Count>& expansion, Work& work)
      : x_(expansion), work_(work), on_path_(expansion.graph.nodes + expansion.room.size(), 0) {}

  std::vector<Move> moves;

  // Cuts loops: two visits to a node whose ranges of steps meet are joined, so that every residual
  // capacity is used once.
  void straighten();
  [[nodiscard]] Amount bottleneck(Amount want) const;  // of a straight path
  void augment(Count amount);
  // How many moves can be used again as they are.
  [[nodiscard]] std::size_t first_broken() const;

 private:
  [[nodiscard]] Time step_of(const Move& move) const;  // at which it uses its lane
  [[nodiscard]] bool waits_back(const Move& move) const { return move.node < x_.graph.nodes && move.out < move.in; }
  Expansion<Count>& x_;
  Work& work_;
  std::vector<std::size_t> on_path_;      // by node: 1 + its last visit on the path, 0: none
  std::vector<std::size_t> seen_before_;  // by place on the path: 1 + the visit before
};

extern template class Path<std::int32_t>;
extern template class Path<std::int64_t>;

}  // namespace passage::solver
