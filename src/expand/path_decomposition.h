// A solution in steps is decomposed into trips: who went where, and with whom (path decomposition: Ahuja, Magnanti,
// Orlin, Network Flows, 1993, section 3.5). At a vertex those who came first leave first. Of the residents each supply
// sends in proportion to its number, so that the order of rows in a file changes nothing.
#pragma once

#include <vector>

#include "expand/discretise.h"
#include "flow/solution.h"

namespace passage::expand {

// One entry of a trip into a link. Legs form trees: trips that begin alike share the legs of their beginning.
struct Leg {
  std::int32_t before = -1;  // index of the leg before; -1 = the first from home
  LinkId link;
  flow::Step step = 0;
};

// Persons who leave home together, travel together and are taken in together.
struct Trip {
  std::uint32_t supply = 0;    // index into TravelNetwork::supplies
  std::uint32_t hub = 0;       // index into TravelNetwork::hubs
  std::int32_t last = -1;      // index of their last leg; -1 = they live at the refuge
  flow::Step intake_step = 0;  // at a refuge
  flow::Amount persons = 0;
};

struct Trips {
  std::vector<Leg> legs;
  std::vector<Trip> trips;  // by step of intake, then hub
};

// The trips of a solution that keeps every rule of the discrete problem (expected). O(entries + trips).
[[nodiscard]] Trips decompose_paths(const TravelNetwork& travel, const Discrete& discrete,
                                    const flow::Solution& solution);

// Leaves in `discrete` and `solution` only what the trips need. A flow may send people to a place in exchange for
// residents who have left it before; those who are sent would set out and never arrive. O(legs).
void keep_trips(const Trips& trips, Discrete& discrete, flow::Solution& solution);

// The legs of a trip, first to last.
[[nodiscard]] std::vector<Leg> route_of(const Trips& trips, const Trip& trip);

}  // namespace passage::expand
