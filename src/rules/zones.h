// Corridors and closed areas: sides of roads that open and close together, and what the rules `enter` and `clear`
// make of that for each of them.
#pragma once

#include <functional>
#include <map>
#include <unordered_set>
#include <vector>

#include "core/interval.h"
#include "core/rational.h"
#include "scenario/case.h"

namespace passage::rules {

// Times whose ends may be fractions of a millisecond; every beginning is a whole one.
using ExactTimes = std::vector<Interval<Rational>>;

// Of one mode.
struct Zone {
  std::vector<network::ArcId> arcs;            // sides of it that the mode may use
  std::vector<scenario::CaseInterval> open;    // merged, within the horizon
  std::unordered_set<network::NodeId> inside;  // nodes that are off only where and when one can leave
  bool area = false;                           // closed between its openings, a corridor outside of them
};

struct ZoneRule {
  std::vector<ExactTimes> entry;  // by Zone::arcs: when each may be entered
  // Nodes where nobody who has set out may stand, and when: from the end of an opening to the next one. Before the
  // first opening there is no end that could catch anybody.
  std::map<network::NodeId, std::vector<scenario::CaseInterval>> barred;
};

// What the roads of a case are like, for one mode.
struct ZoneWorld {
  const scenario::Case& c;
  std::function<Rational(network::ArcId)> time_on;  // free-speed milliseconds
  // At the last millisecond before `end`, a road outside the zone can be entered at the node.
  std::function<bool(network::NodeId, scenario::CaseTime end)> can_leave;
};

// O(arcs log arcs) an opening.
[[nodiscard]] ZoneRule zone_rule(const ZoneWorld& world, const Zone& zone);

}  // namespace passage::rules
