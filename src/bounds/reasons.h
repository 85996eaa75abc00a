// Why people are left behind, and what holds them back: read off the cut times of the horizon.
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

// The parts of the bound that people could still come to, and not pass, say what holds them back. A part is
// short of time if it is closed for more of its time than it is open; the reason is what most people come
// through all the same.
class Reasons {
 public:
  Reasons(const Case& c, const TravelNetwork& outer, const TemporalCut& cut);  // O(links)
  ~Reasons();
  // Those who are at these vertices. O(components of vertices that reach each other).
  [[nodiscard]] HeldBack of(const std::vector<VertexId>& vertices) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

// The parts of the bound, with what one more hour of each would bring out at most; largest first,
// ten at most. `left` caps each. O(links log links + terms).
[[nodiscard]] std::vector<plan::Bottleneck> bottlenecks(const Case& c, const TravelNetwork& outer,
                                                        const TemporalCut& cut, Persons left);

}  // namespace passage::bounds
