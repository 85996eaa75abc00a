// A flow-over-time problem in whole steps and whole persons: what the planner solves and what a
// .fot file holds (docs/formats.md). No geography, no clock.
//
// Steps 0..horizon. Who enters arc a at step s is at its head at s + time[a]; an entry counts only
// if that is <= horizon. Waiting at a node is free and unlimited. A person is safe at the step of
// intake at a refuge. Aim: the most people safe, then the smallest sum of their intake steps.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/id.h"
#include "core/interval.h"
#include "core/rational.h"
#include "core/table.h"

namespace passage::flow {

using NodeId = Id<struct FlowNodeTag>;
using ArcId = Id<struct FlowArcTag>;
using PieceId = Id<struct FlowPieceTag>;
using Step = std::int64_t;    // 0..horizon
using Amount = std::int64_t;  // whole persons

inline constexpr Amount kUnlimited = std::numeric_limits<Amount>::max();

// A steady rate in whole persons a step: floor((num (s + 1) + phase) / den) - floor((num s + phase) / den)
// in step s. Never a whole person behind num / den a step, so 100 persons/h is not closed at steps
// of 10 s. num >= 0, den > 0. A .fot capacity c is {c, 1, 0}; {kUnlimited, 1, 0} is no limit.
struct StepRate {
  std::int64_t num = 0, den = 1, phase = 0;
  [[nodiscard]] bool unlimited() const { return num == kUnlimited; }
  // Of steps [from, until); not of an unlimited rate.
  [[nodiscard]] Amount over(Interval<Step> steps) const {
    if (steps.empty()) return 0;
    const auto total = [this](Step s) { return floor_div(Int128{num} * s + phase, den); };
    return narrow(total(steps.until) - total(steps.from));
  }
  [[nodiscard]] Amount at(Step s) const { return over({s, s + 1}); }
  bool operator==(const StepRate&) const = default;
};

// In these steps the arc's capacity is this instead.
struct Piece {
  Interval<Step> steps;
  StepRate rate;
};

struct Supply {
  NodeId node;
  Amount persons = 0;
  Step release = 0;  // nobody leaves before; after the horizon: counted, never safe
};

struct Refuge {
  NodeId node;                      // at most one refuge a node
  Amount capacity = kUnlimited;     // persons over the whole horizon
  StepRate rate{kUnlimited, 1, 0};  // intake a step
};

// n nodes, m arcs in the file's order (not sorted). Loops, parallel arcs, cycles of zero time and
// lone nodes are legal.
struct Problem {
  std::size_t node_count = 0;
  Step horizon = 0;
  std::vector<Supply> supplies;  // several a node are legal
  std::vector<Refuge> refuges;
  Table<ArcId, NodeId> tail, head;  // m
  Table<ArcId, Step> time;          // m, >= 0; may pass the horizon
  Table<ArcId, StepRate> capacity;  // m, outside its pieces
  Rows<ArcId, PieceId> pieces_of;   // m rows, by arc
  Table<PieceId, Piece> pieces;     // of one arc: sorted, disjoint
  [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
};

// People in all supplies, those released after the horizon too.
[[nodiscard]] Amount people(const Problem& problem);

// Capacity of arc a over entries in `steps`; kUnlimited if any of it has no limit.
// O(log pieces of a + pieces met).
[[nodiscard]] Amount capacity_over(const Problem& problem, ArcId a, Interval<Step> steps);

}  // namespace passage::flow
