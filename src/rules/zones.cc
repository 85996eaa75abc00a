#include "rules/zones.h"

#include <limits>
#include <set>
#include <unordered_map>

#include "graph/dijkstra.h"

namespace passage::rules {

using network::ArcId;
using network::NodeId;
using scenario::CaseInterval;
using scenario::CaseTime;

namespace {

using Nodes = std::unordered_set<NodeId>;

// Free-speed times of the few nodes of a zone: one without a time is far.
struct TimesLeft {
  std::unordered_map<NodeId, Rational> known;
  Rational& operator[](NodeId v) {
    return known.try_emplace(v, std::numeric_limits<std::int64_t>::max()).first->second;
  }
};

// Along the zone's arcs from each node to the nearest off one; those inside `caught` are not off.
std::unordered_map<NodeId, Rational> time_left(const ZoneWorld& world, const Zone& zone, const Nodes& caught) {
  const network::Network& net = world.c.network;
  std::map<NodeId, std::vector<ArcId>> into;
  for (const ArcId a : zone.arcs) into[net.head[a]].push_back(a);
  TimesLeft left;
  graph::Dijkstra<NodeId, TimesLeft> search(left);
  for (const auto& [head, arcs] : into) {
    if (!caught.contains(head)) search.reach(head, Rational{0});
  }
  while (const auto v = search.next()) {
    const auto ending = into.find(*v);
    if (ending == into.end()) continue;
    for (const ArcId a : ending->second) {
      if (caught.contains(net.tail[a])) search.reach(net.tail[a], left[*v] + world.time_on(a));
    }
  }
  return std::move(left.known);
}

// A road may be entered while there is time to an off node before the opening ends.
void add_entries(const ZoneWorld& world, const Zone& zone, CaseInterval open, const Nodes& caught, ZoneRule& rule) {
  const auto left = time_left(world, zone, caught);
  for (std::size_t i = 0; i < zone.arcs.size(); ++i) {
    const auto found = left.find(world.c.network.head[zone.arcs[i]]);
    if (found == left.end()) continue;  // no way out along the zone's roads
    const Rational through = world.time_on(zone.arcs[i]) + found->second;
    const Interval<Rational> may{open.from.count(), Rational{open.until.count()} - through};
    if (!may.empty()) rule.entry[i].push_back(may);
  }
}

}  // namespace

ZoneRule zone_rule(const ZoneWorld& world, const Zone& zone) {
  ZoneRule rule;
  rule.entry.resize(zone.arcs.size());
  const CaseTime horizon = world.c.horizon;
  for (std::size_t n = 0; n < zone.open.size(); ++n) {
    const CaseInterval open = zone.open[n];
    // No closure follows an area that is open to the end of the case.
    if (world.c.window == scenario::WindowRule::kEnter || (zone.area && open.until >= horizon)) {
      for (ExactTimes& times : rule.entry) times.push_back({open.from.count(), open.until.count()});
      continue;
    }
    Nodes caught;
    for (const NodeId v : zone.inside) {
      if (!world.can_leave(v, open.until)) caught.insert(v);
    }
    add_entries(world, zone, open, caught, rule);
    const CaseInterval shut{open.until, n + 1 < zone.open.size() ? zone.open[n + 1].from : horizon};
    for (const NodeId v : caught) {
      if (!shut.empty()) rule.barred[v].push_back(shut);
    }
  }
  return rule;
}

}  // namespace passage::rules
