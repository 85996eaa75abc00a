// Half-open ranges [from, until) of anything ordered: steps, times, rows.
#pragma once

#include <algorithm>
#include <compare>
#include <vector>

namespace passage {

template <class T>
struct Interval {
  T from{}, until{};
  [[nodiscard]] constexpr bool empty() const { return until <= from; }
  [[nodiscard]] constexpr bool contains(T t) const { return from <= t && t < until; }
  [[nodiscard]] constexpr auto length() const { return until - from; }
  auto operator<=>(const Interval&) const = default;
};

template <class T>
[[nodiscard]] constexpr Interval<T> intersect(Interval<T> a, Interval<T> b) {
  const T from = std::max(a.from, b.from);
  return {from, std::max(from, std::min(a.until, b.until))};  // disjoint: empty
}

template <class T>
[[nodiscard]] constexpr bool overlap(Interval<T> a, Interval<T> b) {
  return !intersect(a, b).empty();
}

// Sorted, disjoint, not touching, none empty: the canonical form of a set of times.
template <class T>
[[nodiscard]] std::vector<Interval<T>> merged(std::vector<Interval<T>> parts) {
  std::erase_if(parts, [](const Interval<T>& part) { return part.empty(); });
  std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<Interval<T>> out;
  for (const Interval<T>& part : parts) {
    if (!out.empty() && part.from <= out.back().until) {
      out.back().until = std::max(out.back().until, part.until);
    } else {
      out.push_back(part);
    }
  }
  return out;
}

// within minus parts; parts merged.
template <class T>
[[nodiscard]] std::vector<Interval<T>> complement(const std::vector<Interval<T>>& parts, Interval<T> within) {
  std::vector<Interval<T>> out;
  T at = within.from;
  for (const Interval<T>& part : parts) {
    const Interval<T> gap = intersect({at, part.from}, within);
    if (at < part.from && !gap.empty()) out.push_back(gap);
    at = std::max(at, part.until);
  }
  if (at < within.until) out.push_back({at, within.until});
  return out;
}

// Both merged; the result is merged.
template <class T>
[[nodiscard]] std::vector<Interval<T>> intersect(const std::vector<Interval<T>>& a, const std::vector<Interval<T>>& b) {
  std::vector<Interval<T>> out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Interval<T> both = intersect(a[i], b[j]);
    if (!both.empty()) out.push_back(both);
    (a[i].until < b[j].until) ? ++i : ++j;
  }
  return out;
}

}  // namespace passage
