// Better cut times for a bound: many at once, each vertex choosing between two, so that the bound is least. The exact
// best of all such choices is a minimum cut without time (docs/methods/certificate.md): a fusion move (Lempitsky,
// Rother, Roth, Blake: Fusion moves for Markov random field optimization, 2010). If the second of the two is the first
// some time later or earlier, it is a jump move (Veksler: Efficient graph-based energy minimization methods in computer
// vision, 1999).
#pragma once

#include <functional>
#include <memory>

#include "bounds/bound.h"

namespace passage::bounds {

// Times by which cut times are moved: the coarsest, a part of it, and so on down to the finest.
struct Scales {
  Millis coarsest, finest;
  std::int64_t ratio = 2;  // of one to the next
  int again = 4;           // at most, at one scale
  int rounds = 1;          // at most, through all scales: what is fine may make way for what is coarse
};

// For the cut times of one deadline after the other; not from several threads at once.
class Fusion {
 public:
  explicit Fusion(const TravelNetwork& outer);  // kept by reference. O(links).
  ~Fusion();

  // At each vertex the cut time of the one or of the other, of one deadline: never worse than either. O(a minimum cut).
  [[nodiscard]] TemporalCut fuse(const TemporalCut& one, const TemporalCut& other);

  // Fused with the cut times a while later, then with those as much earlier, by scale. Cut times stay within what can
  // matter: after the soonest that anybody can be there, before the last who gets to a refuge. Never makes the bound
  // worse. Ends early once `stop` says so. O(scales x a minimum cut).
  void jump(TemporalCut& cut, const Scales& scales, const std::function<bool()>& stop = {});

  // The cut times of another deadline, each as long before this one.
  [[nodiscard]] TemporalCut at(CaseTime deadline, const TemporalCut& cut) const;
  // The cut times that let nobody on a road before he can be there, or after it is of use.
  [[nodiscard]] TemporalCut soonest(CaseTime deadline) const;
  [[nodiscard]] TemporalCut last(CaseTime deadline) const;

 private:
  const TravelNetwork& outer_;
  std::unique_ptr<class BestChoice> choice_;
};

}  // namespace passage::bounds
