#include "answers/difference.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "plan/by_hour.h"

namespace passage::answers {

using plan::Plan;

namespace {

using Changes = std::map<std::string, Change>;

Change& change_of(Changes& all, const std::string& id, const std::string& name) {
  Change& change = all[id];
  change.id = id;
  if (change.name.empty()) change.name = name;
  return change;
}

std::vector<Change> largest_first(const Changes& all) {
  std::vector<Change> out;
  for (const auto& [id, change] : all)
    if (change.before != change.after) out.push_back(change);
  std::stable_sort(out.begin(), out.end(), [](const Change& a, const Change& b) {
    return std::abs(b.gain().count()) < std::abs(a.gain().count());
  });
  return out;
}

// Mean time of intake in hours after 1970: comparable between plans that start at different times.
std::optional<double> mean_arrival(const Plan& plan) {
  double sum = 0, persons = 0;
  for (const plan::Arrival& arrival : plan.arrivals) {
    const double middle = static_cast<double>((arrival.taken.from + arrival.taken.until).count()) / 2;
    sum += middle * static_cast<double>(arrival.persons.count());
    persons += static_cast<double>(arrival.persons.count());
  }
  if (persons == 0) return std::nullopt;
  return (sum / persons + static_cast<double>(plan.start.time_since_epoch().count())) / 3'600'000;
}

void add_roads(Changes& roads, const Plan& plan, Persons Change::*side) {
  const auto use = plan::use_of_roads(plan);
  for (const network::RoadId id : plan.roads.ids()) {
    if (use[id].total > Persons{0}) change_of(roads, plan.roads[id].id, plan.roads[id].name).*side += use[id].total;
  }
}

}  // namespace

Difference difference(const Plan& before, const Plan& after) {
  Difference out;
  out.people = {"people", "", before.people, after.people};
  out.safe = {"safe", "", before.safe, after.safe};
  out.left = {"left", "", before.left, after.left};
  out.upper_bound = {"upper_bound", "", before.upper_bound, after.upper_bound};
  const auto mean_before = mean_arrival(before), mean_after = mean_arrival(after);
  if (mean_before && mean_after) out.mean_hours_earlier = *mean_before - *mean_after;
  Changes districts, refuges, roads;
  for (const auto& [of, side] : {std::pair{&before, &Change::before}, std::pair{&after, &Change::after}}) {
    for (const plan::OriginRow& origin : of->origins)
      change_of(districts, origin.district.empty() ? origin.id : origin.district, "").*side += origin.safe;
    for (const plan::RefugeRow& refuge : of->refuges)
      change_of(refuges, refuge.id, refuge.name).*side += refuge.persons;
    add_roads(roads, *of, side);
  }
  out.districts = largest_first(districts);
  out.refuges = largest_first(refuges);
  out.roads = largest_first(roads);
  return out;
}

}  // namespace passage::answers
