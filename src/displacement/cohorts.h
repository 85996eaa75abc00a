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
  std::int64_t people = 0;
  double moved = 0;  // metres done today, summed over people
  Levels recent{};   // people expected at each level of recent travel
};

// Cohorts by (place, route, fresh); their order is that of first insertion, so runs repeat exactly.
// add is O(1), clear O(cohorts).
class Pool {
 public:
  explicit Pool(std::size_t places) : direct_(places, kNone) {}
  // Adds people, each of whom has done `moved` metres today; returns their cohort, to whose levels of
  // recent travel the caller adds them.
  [[nodiscard]] Cohort& add(std::uint32_t place, std::uint32_t route, bool fresh, std::int64_t people, double moved) {
    const bool plain = route == 0 && !fresh;
    const std::uint32_t at = plain && direct_[place] != kNone ? direct_[place] : find(place, route, fresh);
    Cohort& cohort = list_[at];
    cohort.people += people;
    cohort.moved += static_cast<double>(people) * moved;
    return cohort;
  }
  // Takes the k-th cohort of the list out; people who come later are another.
  [[nodiscard]] Cohort take(std::size_t k) {
    const Cohort out = list_[k];
    list_[k].people = 0;
    if (out.route == 0 && !out.fresh) direct_[out.place] = kNone;
    return out;
  }
  void clear();
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Cohort>& list() const { return list_; }
  void swap(Pool& other) noexcept;  // of as many places

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  std::uint32_t find(std::uint32_t place, std::uint32_t route, bool fresh);
  std::uint32_t append(std::uint32_t place, std::uint32_t route, bool fresh);
  void grow();
  static std::uint64_t hash(std::uint32_t place, std::uint32_t route, bool fresh);

  std::vector<std::uint32_t> direct_;  // by place: the cohort without a route
  std::vector<std::uint32_t> slots_;   // open addressing, the others
  std::size_t routed_ = 0;
  std::vector<Cohort> list_;
};

}  // namespace passage::displacement
