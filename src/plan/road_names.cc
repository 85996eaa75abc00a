#include <unordered_set>

#include "plan/tables.h"

namespace passage::plan {

RoadNames::RoadNames(const Plan& plan) : plan_(plan) {
  std::unordered_set<std::string_view> taken;
  for (const network::RoadId id : plan.roads.ids()) {
    const RoadRow& road = plan.roads[id];
    if (road.forward == road.backward || road.backward == 0) continue;
    if (taken.empty())
      for (const RoadRow& other : plan.roads) taken.insert(other.id);
    std::string name = road.id + ".back";
    while (taken.contains(name)) name += ".back";
    back_.emplace(id, std::move(name));
  }
}

RoadNames::Side RoadNames::side(network::RoadId road, Direction direction) const {
  if (direction == Direction::kBackward) {
    if (const std::string* name = back(road)) return {*name, Direction::kForward};
  }
  return {plan_.roads[road].id, direction};
}

const std::string* RoadNames::back(network::RoadId road) const {
  const auto found = back_.find(road);
  return found == back_.end() ? nullptr : &found->second;
}

}  // namespace passage::plan
