// What each link adds to the bound of a cut, in floating point. That is good enough to choose cut times by; what they
// prove is worked out in integers (bounds/bound.h).
#pragma once

#include "timenet/travel_network.h"

namespace passage::bounds {

using rules::Times;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// Whether a row of people on the link may begin before t and end after it. Then one person more may pass after t.
[[nodiscard]] bool may_reach_over(const TravelNetwork& m, LinkId a, CaseTime t);

class BoundParts {
 public:
  static constexpr double kNoLimit = 1e15;  // persons, where as many as like may pass

  explicit BoundParts(const TravelNetwork& outer);  // kept by reference. O(links x daily limits).

  // f(tail, head): persons who pass a link whose ends have these cut times, before a deadline. If two links share a
  // daily limit each of them gets all of it, which makes the bound only larger. O(log openings) and the openings in
  // between.
  [[nodiscard]] double of(LinkId a, CaseTime tail, CaseTime head, CaseTime deadline) const;
  [[nodiscard]] bool limited(LinkId a) const { return limit_[a] >= 0; }  // by the day

 private:
  [[nodiscard]] double passing(LinkId a, CaseInterval crossing) const;

  const TravelNetwork& m_;
  Table<LinkId, std::int64_t> limit_;  // a day; -1 = none
  Table<LinkId, double> rate_;         // persons a millisecond; < 0 = no limit
};

}  // namespace passage::bounds
