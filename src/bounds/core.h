// The part of a movement that is solved in place of the whole: it is grown until labels prove that the
// rest would bring out nobody more, so nothing is left out by policy (docs/methods/reduction.md).
#pragma once

#include "bounds/completion.h"
#include "timenet/moves_at.h"

namespace passage::bounds {

// Where a spot is in every movement of a case.
struct Place {
  network::NodeId node;
  network::Mode mode = network::Mode::kCar;
  auto operator<=>(const Place&) const = default;
};

class Core {
 public:
  // The ways of an assignment that slows full roads down (timenet/assignment.h); everything if that is more than
  // two thirds, or if there are no more than `small` spots: then the whole is solved as fast. Keeps `outer`.
  // O(moves log spots).
  static constexpr std::size_t kSmall = 20'000;
  explicit Core(const Movement& outer, std::size_t small = kSmall);
  // What is left of the core of another movement of nearly the same roads.
  Core(const Movement& outer, const std::vector<Place>& places, std::size_t small = kSmall);
  [[nodiscard]] std::vector<Place> places() const;  // homes, gates and hubs left out: they are always in

  // Of kOuter, between the spots that are in. Times to refuges stay those of the whole, so that labels
  // mean the same in both.
  [[nodiscard]] const Movement& movement() const { return core_; }
  // The same of a kInner movement of the same case: nodes and modes that are in, and all homes and hubs.
  [[nodiscard]] Movement part_of(const Movement& inner) const;
  [[nodiscard]] bool is_all() const { return spots_.size() == in_.size(); }

  // Labels of movement() become labels of the whole: outside, each spot's is the latest moment from which
  // the core is reached before its own label there, at free speed.
  [[nodiscard]] Labels extended(const Labels& labels) const;

  [[nodiscard]] const Completion& completion() const { return completion_; }  // of the whole
  [[nodiscard]] Labels within(const Labels& whole) const;                     // those of the whole's spots that are in

  // Ways past the core by which these labels of the whole let `least` persons or more through come in.
  // Returns how many spots did; 0: for these labels the core is enough, but for less than that a way.
  std::size_t add_ways(const Labels& whole, double least);
  void rebuild();  // movement(), after add_ways

 private:
  const Movement& outer_;
  std::size_t small_;
  timenet::MovesAt leaving_;
  Completion completion_;
  Table<SpotId, char> in_;
  std::vector<SpotId> spots_;  // of the whole, by spot of the core
  Movement core_;
};

}  // namespace passage::bounds
