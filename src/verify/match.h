// The plan's tables beside the case's: which row is which, and whether they say the same.
#pragma once

#include <string>
#include <unordered_map>

#include "certify/rules.h"
#include "plan/plan.h"
#include "verify/verdict.h"

namespace passage::verify {

using network::Direction;
using network::Mode;
using network::NodeId;
using network::RoadId;
using plan::Plan;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;

// From the plan's rows to the case's; invalid where the case has no such row.
struct Matched {
  Table<NodeId, NodeId> node;
  Table<RoadId, RoadId> road;
  std::vector<scenario::OriginId> origin;  // by row of Plan::origins
  std::vector<scenario::RefugeId> refuge;  // by row of Plan::refuges
  std::unordered_map<std::string, scenario::OriginId> origin_by_id;
  std::unordered_map<std::string, scenario::RefugeId> refuge_by_id;
};

// Reports "provenance" (made from other files, another round or span of time), "nodes", "roads",
// "origins", "refuges", "corridors", "dangers" where a table is not the case's. O(rows).
[[nodiscard]] Matched match_tables(const Case& c, const Plan& plan, const certify::Rules& rules, Findings& findings);

}  // namespace passage::verify
