// People who need not be told apart, as counts: those who share place, way still to go, and bin of the
// way done today. A cohort keeps the sum of ways done and how many are expected at each level of recent
// travel, so that joining two changes no mean.
#pragma once

#include <cstdint>
#include <vector>

#include "displacement/recent.h"

namespace passage::displacement {

struct Cohort {
  std::uint32_t place = 0;  // PlaceId
  std::uint32_t route = 0;  // links still to go, into Compiled::paths; 0: none
  bool fresh = false;       // not yet at the end of a first link
  std::int64_t people = 0;  // 0: nobody, and no cohort
  double moved = 0;         // metres done today, summed over people
  Levels recent{};          // people expected at each level of recent travel
};

// Cohorts by (place, route, fresh), taken in the order in which they came to be, so runs repeat exactly.
// add and take are O(1).
class Pool {
 public:
  explicit Pool(std::size_t places);
  // Adds people, each of whom has done `moved` metres today; returns their cohort, to whose levels of
  // recent travel the caller adds them. Valid until the next call.
  [[nodiscard]] Cohort& add(std::uint32_t place, std::uint32_t route, bool fresh, std::int64_t people, double moved) {
    const std::uint32_t at = route == 0 && !fresh ? place : find(place, route, fresh);
    Cohort& cohort = cohorts_[at];
    if (cohort.people == 0) order_.push_back(at);
    cohort.people += people;
    cohort.moved += static_cast<double>(people) * moved;
    return cohort;
  }
  // Takes the next cohort out; those who come there later are another. Not empty.
  [[nodiscard]] Cohort take() {
    Cohort& cohort = cohorts_[order_[taken_++]];
    const Cohort out = cohort;
    cohort.people = 0;
    cohort.moved = 0;
    cohort.recent = {};
    return out;
  }
  [[nodiscard]] bool empty() const { return taken_ == order_.size(); }
  void clear();  // all have been taken
  void swap(Pool& other) noexcept;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  std::uint32_t find(std::uint32_t place, std::uint32_t route, bool fresh);
  void grow();
  static std::uint64_t hash(std::uint32_t place, std::uint32_t route, bool fresh);

  std::size_t places_, taken_ = 0;
  std::vector<Cohort> cohorts_;       // by place without a route; then the others
  std::vector<std::uint32_t> order_;  // into cohorts_
  std::vector<std::uint32_t> slots_;  // open addressing: the others
};

}  // namespace passage::displacement
