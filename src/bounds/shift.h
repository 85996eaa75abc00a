// Better labels for a bound: many at once, each vertex choosing between two, so that the bound is least. The exact best
// of all such choices is a minimum cut without time (docs/methods/certificate.md).
#pragma once

#include <functional>
#include <memory>

#include "bounds/bound.h"

namespace passage::bounds {

// Times by which labels are moved: the coarsest, a part of it, and so on down to the finest.
struct Scales {
  Millis coarsest, finest;
  std::int64_t ratio = 2;  // of one to the next
  int again = 4;           // at most, at one scale
  int rounds = 1;          // at most, through all scales: what is fine may make way for what is coarse
};

// For the labels of one deadline after the other; not from several threads at once.
class Mixer {
 public:
  explicit Mixer(const TravelNetwork& outer);  // kept by reference. O(links).
  ~Mixer();

  // At each vertex the label of the one or of the other, of one deadline: never worse than either. O(a minimum cut).
  [[nodiscard]] Labels mixed(const Labels& one, const Labels& other);

  // Mixed with the labels a while later, then with those as much earlier, by scale. Labels stay within what can
  // matter: after the soonest that anybody can be there, before the last who gets to a refuge. Never makes the bound
  // worse. Ends early once `stop` says so. O(scales x a minimum cut).
  void shift(Labels& labels, const Scales& scales, const std::function<bool()>& stop = {});

  // The labels of another deadline, each as long before this one.
  [[nodiscard]] Labels at(CaseTime deadline, const Labels& labels) const;
  // The labels that let nobody on a road before he can be there, or after it is of use.
  [[nodiscard]] Labels soonest(CaseTime deadline) const;
  [[nodiscard]] Labels last(CaseTime deadline) const;

 private:
  const TravelNetwork& outer_;
  std::unique_ptr<class Mixtures> choice_;
};

}  // namespace passage::bounds
