// At most how many people can be safe before a deadline: the cut bound in continuous time, on the
// case itself (docs/methods/certificate.md). True for any cut times; found by the solver, then improved.
#pragma once

#include <memory>

#include "timenet/travel_network.h"

namespace passage::bounds {

using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

struct TemporalCut {
  CaseTime deadline{0};
  Table<VertexId, CaseTime> cut_time;  // each in [0, deadline]
};

// The bound that the cut times of nodes prove, in whole persons; those of gates and hubs are taken from
// them. Of a kOuter travel network; every part is rounded up, by less than a millionth of a person. Cut times
// that would let people cross a link without limit prove nothing: the largest number there is.
// O(links + openings).
[[nodiscard]] Persons cut_bound(const TravelNetwork& outer, const TemporalCut& cut);

// Raises cut times until none lets people cross a link without limit. O(links x raises).
void close_unlimited(const TravelNetwork& outer, TemporalCut& cut);

// Cut times of gates and hubs from those of nodes. People come to a gate without limit, so it may not have a later cut
// time than any node before it; then the hub's cut time is 0 if its capacity is the smaller price, the deadline if its
// intake is.
void cut_refuges(const TravelNetwork& outer, TemporalCut& cut);

// Coordinate descent: moves one cut time at a time to its best place until nothing gains, or `sweeps` are done. Never
// makes the bound worse. O(sweeps x links x degree).
void descend(const TravelNetwork& outer, TemporalCut& cut, int sweeps);

// The same for several cuts of one travel network, from several threads.
class CoordinateDescent {
 public:
  explicit CoordinateDescent(const TravelNetwork& outer);  // kept by reference. O(links).
  ~CoordinateDescent();
  Persons descend(TemporalCut& cut, int sweeps) const;  // returns the bound

 private:
  const TravelNetwork& outer_;
  std::unique_ptr<const struct BoundIndex> index_;
};

// Persons that may enter the link over [from, until), rounded up to millionths; < 0 = no limit. People
// are whole, so a part of a person that could have entered before counts as well: a whole one within an
// opening, unless nobody can have been there before, else what its running total U(from) has over above a whole number.
// Daily limits are left out.
[[nodiscard]] Int128 micro_persons(const TravelNetwork& outer, LinkId m, CaseInterval when);

}  // namespace passage::bounds
