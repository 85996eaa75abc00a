// Buses of a fleet, in convoys: each takes the way by which it is soonest at a refuge, one convoy after
// the other (docs/methods/travellers.md).
#pragma once

#include "planner/reservations.h"

namespace passage::planner {

// Buses that leave together and go together.
struct Convoy {
  std::vector<std::pair<LinkId, CaseTime>> path;  // roads, with the time its first bus enters each
  std::uint32_t hub = 0;                          // index into TravelNetwork::hubs
  CaseInterval taken;                             // when its people are taken in, evenly
  Persons persons;
  std::vector<std::int64_t> vehicles;  // 1 .., in rising order
  CaseTime ready{0};                   // when they may depart again
};

// Calendar days of the case, at least one.
[[nodiscard]] std::vector<CaseInterval> days_of(const Case& c);

// People of the fleet who may still enter the first road of a corridor with a daily limit.
struct DailyRoom {
  network::ArcId arc;
  std::vector<Persons> left;  // by day of the case
};

// m: kInner, of the case without daily limits in which nobody but the fleet's people move. Buses keep to what is left
// of each road at every moment and enter within one opening; convoys of the fleet keep its escort's interval on every
// road. `reserved` is not changed. most_routes: none but the first so many ways that convoys took are gone; 0 = any
// number. O(convoys x links log links).
[[nodiscard]] std::vector<Convoy> convoys(const Case& c, const scenario::Group& group, const TravelNetwork& m,
                                          const Reservations& reserved, std::vector<DailyRoom> daily,
                                          std::size_t most_routes);

}  // namespace passage::planner
