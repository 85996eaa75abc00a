#include "scenario/travellers.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace passage::scenario {
namespace {

Rational occupancy(const Case& c, const Origin& origin) {
  return origin.people_per_car.value_or(c.behaviour.people_per_car).count();
}

}  // namespace

std::vector<Group> groups(const Case& c) {
  std::vector<Group> out;
  std::set<std::pair<std::int64_t, Rational>> seen;
  for (const Origin& origin : c.origins) {
    if (origin.by_car + origin.on_foot == Persons{0}) continue;
    const Rational people = occupancy(c, origin);
    if (!seen.emplace(origin.priority, people).second) continue;
    std::string id = fmt::format("car-{}", people.to_string());
    if (origin.priority > 0) id += fmt::format("-first-{}", origin.priority);
    out.push_back({std::move(id), origin.priority, people, {}, false});
  }
  for (std::size_t i = 0; i < c.fleets.size(); ++i) {
    const Fleet& fleet = c.fleets[i];
    const Origin& base = c.origins[fleet.base];
    if (base.on_foot == Persons{0}) continue;
    if (!fleet.to.valid()) {
      out.push_back({"bus-" + fleet.id, base.priority, Rational{fleet.seats} / c.behaviour.bus_car_units, i});
    } else if (c.refuges[fleet.to].car_node.valid()) {
      out.push_back({"train-" + fleet.id, base.priority, Rational{fleet.seats}, i, true});
    }
  }
  if (out.empty()) out.push_back({"car", 0, c.behaviour.people_per_car.count(), {}, false});
  std::sort(out.begin(), out.end(), [](const Group& x, const Group& y) {
    return std::tuple(y.priority, y.fleet.has_value(), y.people_per_unit, x.id) <
           std::tuple(x.priority, x.fleet.has_value(), x.people_per_unit, y.id);
  });
  return out;
}

bool several_groups(const Case& c) {
  const std::vector<Group> all = groups(c);
  return all.size() > 1 || all.front().people_per_unit != c.behaviour.people_per_car.count();
}

bool belongs(const Case& c, const Group& group, OriginId origin) {
  const Origin& o = c.origins[origin];
  if (group.fleet) return c.fleets[*group.fleet].base == origin;
  return o.priority == group.priority && occupancy(c, o) == group.people_per_unit;
}

Case only(const Case& c, const Group& group) {
  Case out = c;
  out.behaviour.people_per_car = PersonsPerVehicle{group.people_per_unit};
  for (const OriginId o : out.origins.ids()) {
    Origin& origin = out.origins[o];
    if (!belongs(c, group, o)) {
      origin.by_car = origin.on_foot = Persons{0};
    } else if (group.fleet) {
      origin.by_car = std::exchange(origin.on_foot, Persons{0});
      const Fleet& fleet = c.fleets[*group.fleet];
      origin.release += fleet.board;
      if (group.rail) origin.car_node = c.refuges[fleet.to].car_node;
    }
  }
  return out;
}

}  // namespace passage::scenario
