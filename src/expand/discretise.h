// A travel network in continuous time becomes a flow problem in whole steps, and back.
//
// Steps are counted back from arrival by node potentials: step k of a vertex v is the time [k D - d(v), (k + 1) D -
// d(v)), d(v) the free-flow time to the nearest refuge. A link costs its reduced time, time + d(head) - d(tail) >= 0,
// zero on shortest ways, so that rounding lengthens no best route (docs/methods/rounding.md).
//   kInner: reduced time up, openings to the whole steps inside them: every solution is possible in
//           continuous time, people entering evenly within a step.
//   kOuter: reduced time down, openings to all steps they touch: a relaxation.
#pragma once

#include "expand/remnants.h"
#include "flow/problem.h"

namespace passage::expand {

// Flow node i is vertex i, flow arc j is link j, flow refuge i is hub i.
struct Discrete {
  Millis step{0};
  flow::Problem problem;
  std::vector<std::int64_t> length;  // by arc: its time in ms
};

// step > 0. O(links + pieces).
[[nodiscard]] Discrete discretise(const TravelNetwork& travel, Millis step);

// The time of step k at a vertex.
[[nodiscard]] inline CaseInterval time_of(const TravelNetwork& travel, Millis step, VertexId vertex, flow::Step k) {
  const CaseTime from = step * k - travel.potential[vertex];
  return {from, from + step};
}

// The time in which those who leave the tail of a link in step k enter it. Step k has a capacity (expected).
[[nodiscard]] inline CaseInterval entry_of(const TravelNetwork& travel, Millis step, LinkId m, flow::Step k) {
  return travel.is_remnant(m) ? remnant_entry(travel, step, m, k) : time_of(travel, step, travel.tail[m], k);
}

}  // namespace passage::expand
