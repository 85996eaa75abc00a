#include "displacement/cohorts.h"

#include <algorithm>
#include <utility>

namespace passage::displacement {

Pool::Pool(std::size_t places) : places_(places), cohorts_(places) {
  for (std::size_t p = 0; p < places; ++p) cohorts_[p].place = static_cast<std::uint32_t>(p);
}

std::uint64_t Pool::hash(std::uint32_t place, std::uint32_t route, bool fresh) {
  const std::uint64_t key = (std::uint64_t{route} << 32 | place) * 2 + (fresh ? 1 : 0);
  const std::uint64_t mixed = (key ^ key >> 29) * 0x9E3779B97F4A7C15ull;
  return mixed ^ mixed >> 32;
}

// The cohort of a route, or of people on foot; made where there is none.
std::uint32_t Pool::find(std::uint32_t place, std::uint32_t route, bool fresh) {
  if (2 * (cohorts_.size() - places_ + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(place, route, fresh) & mask;; at = (at + 1) & mask) {
    if (slots_[at] == kNone) {
      slots_[at] = static_cast<std::uint32_t>(cohorts_.size());
      cohorts_.push_back({.place = place, .route = route, .fresh = fresh});
      return slots_[at];
    }
    const Cohort& cohort = cohorts_[slots_[at]];
    if (cohort.place == place && cohort.route == route && cohort.fresh == fresh) return slots_[at];
  }
}

void Pool::clear() {
  order_.clear();
  taken_ = 0;
  if (cohorts_.size() == places_) return;
  cohorts_.resize(places_);
  std::fill(slots_.begin(), slots_.end(), kNone);
}

void Pool::swap(Pool& other) noexcept {
  std::swap(places_, other.places_);
  std::swap(taken_, other.taken_);
  cohorts_.swap(other.cohorts_);
  order_.swap(other.order_);
  slots_.swap(other.slots_);
}

void Pool::grow() {
  slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t k = places_; k < cohorts_.size(); ++k) {
    std::size_t at = hash(cohorts_[k].place, cohorts_[k].route, cohorts_[k].fresh) & mask;
    while (slots_[at] != kNone) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(k);
  }
}

}  // namespace passage::displacement
