// Why people are left behind, and what holds them back: read off the cut of the horizon.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bounds/bound.h"
#include "plan/plan.h"

namespace passage::bounds {

struct HeldBack {
  std::string reason;           // refuge_full, window or road_capacity
  std::vector<std::string> by;  // in words, most people first, six at most
};

// The parts of the bound (links and refuges that the cut crosses) which people could still come to, and not pass, say
// what holds them back. A part that is closed for more of its time than it is open is short of time. The reason that
// counts is the one of the parts that let most people through all the same.
class Reasons {
 public:
  Reasons(const Case& c, const TravelNetwork& outer, const TemporalCut& cut);  // O(links)
  ~Reasons();
  // Why the people at these vertices are left. O(components of vertices that reach each other).
  [[nodiscard]] HeldBack of(const std::vector<VertexId>& vertices) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

// The parts of the bound with what one more hour of each would bring out at most, the largest first, ten at most. None
// brings out more than `left`. O(links log links + terms).
[[nodiscard]] std::vector<plan::Bottleneck> bottlenecks(const Case& c, const TravelNetwork& outer,
                                                        const TemporalCut& cut, Persons left);

}  // namespace passage::bounds
