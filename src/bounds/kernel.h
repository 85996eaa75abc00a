// The part of a travel network on which good cut times can be looked for in a fraction of the time, nothing lost:
// without dead ends, in which nobody gets on, and with chains of roads joined that are always open: if at all, they are
// cut at their narrowest.
#pragma once

#include "bounds/cut_compression.h"
#include "timenet/contract.h"

namespace passage::bounds {

class Kernel {
 public:
  explicit Kernel(const TravelNetwork& outer);  // kept by reference. O(links).

  [[nodiscard]] const TravelNetwork& travel() const { return part_.travel; }  // kOuter
  [[nodiscard]] TemporalCut within(const TemporalCut& whole) const;
  // Chains where they were joined; in dead ends the latest moment from which the rest is reached before its cut time.
  [[nodiscard]] TemporalCut extended(const TemporalCut& cut, const CutCompression& compression) const;

 private:
  const TravelNetwork& outer_;
  timenet::Contracted part_;
  Table<VertexId, char> in_;  // by vertex of the whole: not in a dead end
};

}  // namespace passage::bounds
