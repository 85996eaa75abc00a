// What a plan of a large case was found with: planning of a case that is nearly the same begins there and takes
// the time of the change (docs/methods/reduction.md, "Planning again").
#pragma once

#include <map>
#include <vector>

#include "bounds/active_network.h"
#include "expand/path_decomposition.h"

namespace passage::planner {

using expand::Trips;
using scenario::Case;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// Persons by mode and arc.
using Use = std::map<std::pair<network::Mode, network::ArcId>, std::int64_t>;

// For cases with the same network and horizon.
struct WarmStart {
  Millis step{0};      // 0 = there is none
  double gap = 0;      // of the plan
  TravelNetwork part;  // the roads of the plan, chains joined, in the potentials of its steps
  Trips trips;         // on part
  Use use;             // of its roads
  Table<scenario::OriginId, std::string> origins;  // ids, for the part
  Table<scenario::RefugeId, std::string> refuges;
  std::vector<bounds::Place> active;
  std::vector<CaseTime> deadlines;               // the last is the horizon
  std::vector<std::vector<CaseTime>> cut_times;  // by deadline, by place of the active network
};

// May planning begin there?
[[nodiscard]] inline bool can_start_from(const WarmStart& from, const TravelNetwork& outer) {
  return from.step > Millis{0} && from.deadlines.back() == outer.horizon;
}

// Its part with the origins and refuges of a case, known by their ids; invalid where the case has them no more.
[[nodiscard]] TravelNetwork part_of(const WarmStart& from, const Case& c);

// The potentials that vertices have in `known`, a travel network of nearly the same roads, those of one node in their
// order; `travel`'s own where a node is not there. O(vertices log vertices).
void count_alike(TravelNetwork& travel, const TravelNetwork& known);

}  // namespace passage::planner
