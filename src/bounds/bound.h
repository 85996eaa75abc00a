// At most how many people can be safe before a deadline T, in continuous time and on the case itself
// (docs/methods/certificate.md). A temporal cut gives each vertex v a cut time alpha(v): from then on a person at v is
// beyond the cut (Anderson, Nash, Philpott, A class of continuous network flow problems, 1982). Its bound is
//
//     people who are released at v before alpha(v) and before T
//   + over links v -> w: people who can enter in [alpha(v), alpha(w) - tau)
//   + over refuges r:    the smaller of their capacity and their intake from alpha(r) on.
//
// That is true for any cut times. They are found by the solver and then improved.
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

// The bound that a cut proves, in whole persons; cut times of gates and hubs are worked out from those of nodes.
// `outer` is kOuter. Every part is rounded up, by less than a millionth of a person. A cut that would let people cross
// a link without a limit proves nothing, and its bound is the largest number there is. O(links + openings).
[[nodiscard]] Persons cut_bound(const TravelNetwork& outer, const TemporalCut& cut);

// Raises cut times until people cross no link without a limit. O(links x raises).
void close_unlimited(const TravelNetwork& outer, TemporalCut& cut);

// Sets the cut times of gates and hubs by those of nodes. People come to a gate without a limit, so its cut time is the
// earliest of the nodes before it. The hub's is 0 if the refuge's capacity is less than its intake from there on, so
// that the capacity counts, and the deadline if the intake is less.
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

// Persons who may enter the link in [from, until), in millionths and rounded up; < 0 = no limit. People are whole, so
// somebody who could have entered in part before may enter as a whole now. With U the running total of the capacity:
//
//     U(until) - U(from) + 1                  if a row of people can begin before `from` and end after it,
//     U(until) - U(from) + the part of one    that U(from) has over a whole number, if none can: nobody can be at the
//                                             tail before, or no opening holds both sides of `from`.
//
// Where several groups share roads the allowance stands in place of the 1 (TravelNetwork::allowance). Daily limits are
// left out.
[[nodiscard]] Int128 micro_persons(const TravelNetwork& outer, LinkId m, CaseInterval when);

}  // namespace passage::bounds
