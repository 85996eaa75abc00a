#include "plan/by_hour.h"

#include <algorithm>
#include <array>

namespace passage::plan {

std::size_t hour_count(const Plan& plan) {
  return static_cast<std::size_t>(std::max<std::int64_t>(1, (plan.horizon + kHour - PlanTime{1}) / kHour));
}

void spread_over_hours(PlanInterval when, Persons persons, std::vector<std::int64_t>& by_hour) {
  if (by_hour.empty()) return;
  const auto last = static_cast<std::int64_t>(by_hour.size()) - 1;
  const auto hour_of = [&](PlanTime t) { return std::clamp<std::int64_t>(t / kHour, 0, last); };
  const std::int64_t first = hour_of(when.from);
  if (when.empty()) {
    by_hour[static_cast<std::size_t>(first)] += persons.count();
    return;
  }
  const std::int64_t end = hour_of(when.until - PlanTime{1});
  std::int64_t before = 0;
  for (std::int64_t h = first; h <= end; ++h) {
    const PlanTime until = h == end ? when.until : std::min(when.until, kHour * (h + 1));
    const std::int64_t so_far =
        narrow(floor_div(Int128{persons.count()} * (until - when.from).count(), when.length().count()));
    by_hour[static_cast<std::size_t>(h)] += so_far - before;
    before = so_far;
  }
}

Table<network::RoadId, RoadUse> use_of_roads(const Plan& plan) {
  Table<network::RoadId, RoadUse> use(plan.roads.size());
  const std::size_t hours = hour_count(plan);
  // Cars by hour of the direction at hand: flows lie sorted by road and direction.
  std::vector<std::int64_t> cars(hours);
  const auto close = [&](network::RoadId road) {
    // One division of whole numbers: right to the last digit for any case, and no overflow for any file.
    const double takes = static_cast<double>(plan.roads[road].capacity_milli_veh_h) *
                         static_cast<double>(plan.people_per_car.num()) /
                         (1000 * static_cast<double>(plan.people_per_car.den()));
    if (takes <= 0) return;
    const auto busiest = static_cast<double>(*std::max_element(cars.begin(), cars.end()));
    use[road].utilisation = std::max(use[road].utilisation, busiest / takes);
  };
  for (std::size_t i = 0; i < plan.flows.size(); ++i) {
    const Flow& flow = plan.flows[i];
    RoadUse& road = use[flow.road];
    if (road.by_hour.empty()) road.by_hour.assign(hours, 0);
    road.total += flow.persons;
    spread_over_hours(flow.enter, flow.persons, road.by_hour);
    if (flow.mode == Mode::kCar) spread_over_hours(flow.enter, flow.persons, cars);
    const bool ends = i + 1 == plan.flows.size() || plan.flows[i + 1].road != flow.road ||
                      plan.flows[i + 1].direction != flow.direction;
    if (ends) {
      close(flow.road);
      std::fill(cars.begin(), cars.end(), 0);
    }
  }
  return use;
}

}  // namespace passage::plan
