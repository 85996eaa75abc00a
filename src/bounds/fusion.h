// Better cut times for a bound: many at once, each vertex choosing between two, so that the bound is least. The exact
// best of all such choices is a minimum cut without time (docs/methods/certificate.md): a fusion move (Lempitsky,
// Rother, Roth, Blake: Fusion moves for Markov random field optimization, 2010). If the second of the two is the first
// some time later or earlier, it is a jump move (Veksler: Efficient graph-based energy minimization methods in computer
// vision, 1999).
#pragma once

#include <functional>
#include <memory>

#include "bounds/bound.h"
#include "jobs/task.h"

namespace passage::bounds {

// The lengths of jumps: the coarsest, then 1 / ratio of it, and so on down to the finest.
struct Scales {
  Millis coarsest, finest;
  std::int64_t ratio = 2;  // of one to the next
  int again = 4;           // jumps at one scale, at most
  int rounds = 1;          // rounds through all scales, at most: after a fine jump a coarse one may gain again
};

// Used for one deadline after the other; not by several threads at once.
class Fusion {
 public:
  explicit Fusion(const TravelNetwork& outer);  // kept by reference. O(links).
  ~Fusion();

  // The best cut that has at each vertex the cut time of one or of the other, which have the same deadline. Its bound
  // is never worse than either's. O(a minimum cut).
  [[nodiscard]] TemporalCut fuse(const TemporalCut& one, const TemporalCut& other);

  // Fuses the cut with itself moved later by the length of a jump, then with itself moved earlier, scale by scale. Cut
  // times stay where they matter: not before the soonest that anybody can be there, not after the last moment that
  // leads to a refuge in time. Never makes the bound worse. Ends early once the task is cancelled. O(scales x a minimum
  // cut).
  void jump(TemporalCut& cut, const Scales& scales, const jobs::Task& task);

  // The cut moved to another deadline: each cut time as long before it as it was before its own.
  [[nodiscard]] TemporalCut at(CaseTime deadline, const TemporalCut& cut) const;
  // The cut by the soonest that anybody can be at a vertex, and that by the last moment that leads to a refuge in time.
  [[nodiscard]] TemporalCut soonest(CaseTime deadline) const;
  [[nodiscard]] TemporalCut last(CaseTime deadline) const;

 private:
  const TravelNetwork& outer_;
  std::unique_ptr<class BestChoice> choice_;
};

}  // namespace passage::bounds
