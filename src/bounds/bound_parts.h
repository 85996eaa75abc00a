// What each move adds to a label bound, in floating point: good enough to choose labels by (bounds/bound.h).
#pragma once

#include "timenet/movement.h"

namespace passage::bounds {

using rules::Times;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::MoveId;
using timenet::Movement;
using timenet::SpotId;

// May a row of the move begin before t and end after it? Then one person more may pass.
[[nodiscard]] bool may_reach_over(const Movement& m, MoveId a, CaseTime t);

class BoundParts {
 public:
  static constexpr double kNoLimit = 1e15;  // persons, where as many as like may pass

  explicit BoundParts(const Movement& outer);  // kept by reference. O(moves x daily limits).

  // Persons whom labels of its tail and head let through a move before a deadline. Of two moves with one daily limit
  // each has all of it, which is only more. O(log openings) and the openings met.
  [[nodiscard]] double of(MoveId a, CaseTime tail, CaseTime head, CaseTime deadline) const;
  [[nodiscard]] bool limited(MoveId a) const { return limit_[a] >= 0; }  // by the day

 private:
  [[nodiscard]] double passing(MoveId a, CaseInterval cut) const;

  const Movement& m_;
  Table<MoveId, std::int64_t> limit_;  // a day; -1 = none
  Table<MoveId, double> rate_;         // persons a millisecond; < 0 = no limit
};

}  // namespace passage::bounds
