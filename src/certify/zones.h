// Corridors and closed areas: sets of road sides that open and close together, and what the rules
// `enter` and `clear` make of that for each of their roads and nodes.
#pragma once

#include <vector>

#include "certify/rules.h"

namespace passage::certify {

// Of one mode.
struct Zone {
  enum class Kind { kCorridor, kArea };
  Kind kind = Kind::kCorridor;
  std::vector<std::size_t> sides;  // usable ones, sorted
  std::vector<NodeId> inside;      // nodes that are off only where and when one can leave; sorted
  std::vector<CaseInterval> open;  // merged, within the horizon
};

struct ZoneRule {
  std::vector<Times> entry;                                  // by Zone::sides
  std::vector<std::pair<NodeId, CaseInterval>> no_standing;  // sorted
};

// can_leave(v, t): a road outside the zone can be entered at v at t.
template <class CanLeave>
[[nodiscard]] ZoneRule zone_rule(const Case& c, Mode mode, const Precision& precision, const Zone& zone,
                                 const CanLeave& can_leave);

// Free-speed ticks to enter side i of the zone at its tail and stand at the nearest node that is not
// in `inside`, along the zone's sides; -1 if there is no way. Rounded against (kInner: up) per road.
[[nodiscard]] std::vector<Tick> time_to_clear(const Case& c, Mode mode, const Precision& precision, const Zone& zone,
                                              const std::vector<NodeId>& inside);

template <class CanLeave>
ZoneRule zone_rule(const Case& c, Mode mode, const Precision& precision, const Zone& zone, const CanLeave& can_leave) {
  const Tick k = precision.per_ms;
  ZoneRule rule;
  rule.entry.resize(zone.sides.size());
  for (std::size_t n = 0; n < zone.open.size(); ++n) {
    const CaseInterval open = zone.open[n];
    const Interval<Tick> ticks{open.from.count() * k, open.until.count() * k};
    // An area that stays open until the horizon has no closure to be clear of.
    const bool last = zone.kind == Zone::Kind::kArea && open.until >= c.horizon;
    if (c.window == scenario::WindowRule::kEnter || last) {
      for (Times& times : rule.entry) times.push_back(ticks);
      continue;
    }
    std::vector<NodeId> inside;
    for (const NodeId v : zone.inside) {
      if (!can_leave(v, open.until - CaseTime{1})) inside.push_back(v);
    }
    const std::vector<Tick> need = time_to_clear(c, mode, precision, zone, inside);
    for (std::size_t i = 0; i < need.size(); ++i) {
      const Interval<Tick> may{ticks.from, ticks.until - need[i]};
      if (need[i] >= 0 && !may.empty()) rule.entry[i].push_back(may);
    }
    const CaseTime reopens = n + 1 < zone.open.size() ? zone.open[n + 1].from : c.horizon;
    for (const NodeId v : inside) rule.no_standing.emplace_back(v, CaseInterval{open.until, reopens});
  }
  std::sort(rule.no_standing.begin(), rule.no_standing.end(), [](const auto& x, const auto& y) {
    return std::pair{x.first, x.second.from} < std::pair{y.first, y.second.from};
  });
  return rule;
}

}  // namespace passage::certify
