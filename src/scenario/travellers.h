// Groups of travellers that share roads and refuges: people by car and on foot with one number of people
// a car and one priority, and the people of one fleet of buses. A case with one group is the usual one.
#pragma once

#include "scenario/case.h"

namespace passage::scenario {

struct Group {
  std::string id;  // "car-2.5", "car-2.5-first-1"; "bus-" or "train-" and the fleet's id
  std::int64_t priority = 0;
  Rational people_per_unit{1};       // in one car's room on the road; of trains, which take none, their seats
  std::optional<std::size_t> fleet;  // index into Case::fleets: those on foot of its base, by bus or train
  bool rail = false;                 // of trains
};

// In the order of planning: priority first, buses before cars, then whoever is most in a car's room. At
// least one.
[[nodiscard]] std::vector<Group> groups(const Case& c);

// Whether people of more than one group share the case.
[[nodiscard]] bool several_groups(const Case& c);

[[nodiscard]] bool belongs(const Case& c, const Group& group, OriginId origin);

// The case in which nobody but the group moves; a car's room holds its people_per_unit. Those of a fleet are by car
// here, as buses go where cars may, and leave once they have boarded; those of trains are at their refuge by then.
[[nodiscard]] Case only(const Case& c, const Group& group);

}  // namespace passage::scenario
