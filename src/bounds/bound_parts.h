// What each link adds to a cut bound, in floating point: good enough to choose cut times by (bounds/bound.h).
#pragma once

#include "timenet/travel_network.h"

namespace passage::bounds {

using rules::Times;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// May a row of the link begin before t and end after it? Then one person more may pass.
[[nodiscard]] bool may_reach_over(const TravelNetwork& m, LinkId a, CaseTime t);

class BoundParts {
 public:
  static constexpr double kNoLimit = 1e15;  // persons, where as many as like may pass

  explicit BoundParts(const TravelNetwork& outer);  // kept by reference. O(links x daily limits).

  // Persons whom cut times of its tail and head let through a link before a deadline. Of two links with one daily limit
  // each has all of it, which is only more. O(log openings) and the openings met.
  [[nodiscard]] double of(LinkId a, CaseTime tail, CaseTime head, CaseTime deadline) const;
  [[nodiscard]] bool limited(LinkId a) const { return limit_[a] >= 0; }  // by the day

 private:
  [[nodiscard]] double passing(LinkId a, CaseInterval crossing) const;

  const TravelNetwork& m_;
  Table<LinkId, std::int64_t> limit_;  // a day; -1 = none
  Table<LinkId, double> rate_;         // persons a millisecond; < 0 = no limit
};

}  // namespace passage::bounds
