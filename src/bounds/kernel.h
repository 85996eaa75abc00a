// The part of a travel network on which good cuts are looked for in a fraction of the time, and nothing is lost. It has
// no dead ends, as nobody gets anywhere by them, and chains of roads that are always open are joined in it, as a good
// cut crosses them at their narrowest road if at all.
#pragma once

#include "bounds/cut_compression.h"
#include "timenet/contract.h"

namespace passage::bounds {

class Kernel {
 public:
  explicit Kernel(const TravelNetwork& outer);  // kept by reference. O(links).

  [[nodiscard]] const TravelNetwork& travel() const { return part_.travel; }  // kOuter
  [[nodiscard]] TemporalCut within(const TemporalCut& whole) const;
  // A cut of the kernel as one of the whole: along chains (timenet::along_chains), and in dead ends the latest moment
  // from which people reach the rest before its cut time.
  [[nodiscard]] TemporalCut extended(const TemporalCut& cut, const CutCompression& compression) const;

 private:
  const TravelNetwork& outer_;
  timenet::Contracted part_;
  Table<VertexId, char> in_;  // by vertex of the whole: not in a dead end
};

}  // namespace passage::bounds
