// At most how many people can be safe before a deadline: the label bound in continuous time, on the
// case itself (docs/methods/certificate.md). True for any labels; found by the solver, then improved.
#pragma once

#include "planner/movement.h"

namespace passage::planner {

struct Labels {
  CaseTime deadline{0};
  Table<SpotId, CaseTime> alpha;  // each in [0, deadline]
};

// The bound these labels prove, in whole persons. Of a kOuter movement; every part is rounded up, by
// less than a millionth of a person a move. Labels that would let people cross a move without limit
// prove nothing: the bound is then everybody. O(moves + openings).
[[nodiscard]] Persons label_bound(const Movement& outer, const Labels& labels);

// Moves one label at a time to its best place until nothing gains, or `sweeps` are done. Never
// makes the bound worse. O(sweeps x moves x degree).
void improve(const Movement& outer, Labels& labels, int sweeps);

// Persons that may enter the move over [from, until), rounded up to millionths; < 0 = no limit.
[[nodiscard]] Int128 micro_persons(const Movement& outer, MoveId m, CaseInterval when);

}  // namespace passage::planner
