// At most how many people can be safe before a deadline: the label bound in continuous time, on the
// case itself (docs/methods/certificate.md). True for any labels; found by the solver, then improved.
#pragma once

#include <memory>

#include "timenet/movement.h"

namespace passage::bounds {

using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::MoveId;
using timenet::Movement;
using timenet::SpotId;

struct Labels {
  CaseTime deadline{0};
  Table<SpotId, CaseTime> alpha;  // each in [0, deadline]
};

// The bound that the labels of nodes prove, in whole persons; those of gates and hubs are taken from
// them. Of a kOuter movement; every part is rounded up, by less than a millionth of a person. Labels
// that would let people cross a move without limit prove nothing: the largest number there is.
// O(moves + openings).
[[nodiscard]] Persons label_bound(const Movement& outer, const Labels& labels);

// Raises labels until none lets people cross a move without limit. O(moves x raises).
void close_unlimited(const Movement& outer, Labels& labels);

// Labels of gates and hubs from those of nodes. People come to a gate without limit, so it may not have a later label
// than any node before it; then the hub's label is 0 if its capacity is the smaller price, the deadline if its intake
// is.
void label_refuges(const Movement& outer, Labels& labels);

// Moves one label at a time to its best place until nothing gains, or `sweeps` are done. Never
// makes the bound worse. O(sweeps x moves x degree).
void improve(const Movement& outer, Labels& labels, int sweeps);

// The same for several label sets of one movement, from several threads.
class Improver {
 public:
  explicit Improver(const Movement& outer);  // kept by reference. O(moves).
  ~Improver();
  Persons improve(Labels& labels, int sweeps) const;  // returns the bound

 private:
  const Movement& outer_;
  std::unique_ptr<const struct BoundIndex> index_;
};

// Persons that may enter the move over [from, until), rounded up to millionths; < 0 = no limit. People
// are whole, so a part of a person that could have entered before counts as well: a whole one within an
// opening, unless nobody can have been there before, else what its running total U(from) has over above a whole number.
// Daily limits are left out.
[[nodiscard]] Int128 micro_persons(const Movement& outer, MoveId m, CaseInterval when);

}  // namespace passage::bounds
