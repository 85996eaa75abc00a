#include "displacement/cohorts.h"

#include <algorithm>

namespace passage::displacement {

std::uint64_t Pool::hash(std::uint32_t place, std::uint32_t route, bool fresh) {
  const std::uint64_t key = (std::uint64_t{route} << 32 | place) * 2 + (fresh ? 1 : 0);
  const std::uint64_t mixed = (key ^ key >> 29) * 0x9E3779B97F4A7C15ull;
  return mixed ^ mixed >> 32;
}

std::uint32_t Pool::find(std::uint32_t place, std::uint32_t route, bool fresh) {
  if (route == 0 && !fresh) return direct_[place] = append(place, 0, false);
  if (2 * (routed_ + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(place, route, fresh) & mask;; at = (at + 1) & mask) {
    if (slots_[at] == kNone) {
      ++routed_;
      return slots_[at] = append(place, route, fresh);
    }
    const Cohort& cohort = list_[slots_[at]];
    if (cohort.place != place || cohort.route != route || cohort.fresh != fresh) continue;
    return cohort.people > 0 ? slots_[at] : slots_[at] = append(place, route, fresh);
  }
}

std::uint32_t Pool::append(std::uint32_t place, std::uint32_t route, bool fresh) {
  list_.push_back({.place = place, .route = route, .fresh = fresh});
  return static_cast<std::uint32_t>(list_.size() - 1);
}

void Pool::clear() {
  for (const Cohort& cohort : list_) direct_[cohort.place] = kNone;
  if (routed_ > 0) std::fill(slots_.begin(), slots_.end(), kNone);
  routed_ = 0;
  list_.clear();
}

void Pool::swap(Pool& other) noexcept {
  direct_.swap(other.direct_);
  slots_.swap(other.slots_);
  std::swap(routed_, other.routed_);
  list_.swap(other.list_);
}

void Pool::grow() {
  slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t k = 0; k < list_.size(); ++k) {
    const Cohort& cohort = list_[k];
    if ((cohort.route == 0 && !cohort.fresh) || cohort.people == 0) continue;
    std::size_t at = hash(cohort.place, cohort.route, cohort.fresh) & mask;
    while (slots_[at] != kNone) at = (at + 1) & mask;
    slots_[at] = k;
  }
}

}  // namespace passage::displacement
