#include "bounds/bound_parts.h"

#include <algorithm>
#include <cmath>

namespace passage::bounds {
namespace {

// A row lies within one opening, so it reaches over t only if t is inside of one.
bool within(const Times& times, CaseTime t) {
  const auto at = std::lower_bound(times.begin(), times.end(), t,
                                   [](const CaseInterval& i, CaseTime time) { return i.until <= time; });
  return at != times.end() && at->from < t;
}

}  // namespace

bool may_reach_over(const TravelNetwork& m, LinkId a, CaseTime t) {
  const bool nobody_before = m.soonest.size() != 0 && t <= m.soonest[m.tail[a]];
  return !nobody_before && within(m.opening(a), t);
}

BoundParts::BoundParts(const TravelNetwork& outer) : m_(outer), limit_(outer.tail.size(), -1) {
  for (const LinkId a : outer.tail.ids()) {
    const Rational rate = outer.persons_per_h[a];
    rate_.push_back(rate < Rational{0} ? -1 : rate.to_double() / 3.6e6);
    for (const timenet::DailyLimit& limit : outer.daily) {
      if (outer.arc[a].valid() && outer.arc[a] == limit.arc) limit_[a] = limit.persons.count();
    }
  }
}

double BoundParts::of(LinkId a, CaseTime tail, CaseTime head, CaseTime deadline) const {
  const CaseInterval crossing{std::max(tail, CaseTime{0}), std::min(head, deadline) - m_.time[a]};
  if (crossing.empty()) return 0;
  if (limit_[a] < 0) return passing(a, crossing);
  double sum = 0;
  for (const CaseInterval& day : m_.days)
    sum += std::min(static_cast<double>(limit_[a]), passing(a, intersect(day, crossing)));
  return sum;
}

double BoundParts::passing(LinkId a, CaseInterval crossing) const {
  if (crossing.empty()) return 0;
  const Times& times = m_.opening(a);
  const Millis open = rules::open_within(times, crossing);
  if (open == Millis{0}) return 0;
  const double rate = rate_[a];
  if (rate < 0) return kNoLimit;
  const double passes = rate * static_cast<double>(open.count());
  if (may_reach_over(m_, a, crossing.from)) return passes + 1;
  const double before = rate * static_cast<double>(rules::open_within(times, {CaseTime{0}, crossing.from}).count());
  return passes + std::max(0.0, before - std::floor(before + 1e-6));
}

}  // namespace passage::bounds
