#include "rules/exposure.h"

#include <algorithm>
#include <map>

namespace passage::rules {
namespace {

using network::RoadId;

bool bound_by_corridor(const plan::Plan& plan, const plan::Flow& flow) {
  for (const plan::CorridorRow& corridor : plan.corridors) {
    for (const auto& [road, direction] : corridor.roads) {
      if (road == flow.road && direction == flow.direction) return true;
    }
  }
  return false;
}

// Of the time that the people of a row are on the road, the part within [from, until).
double share_during(const plan::Flow& flow, double hours, CaseInterval danger) {
  const double time = hours * 3.6e6;
  if (time <= 0) return 0;
  const auto on_road_until = [&](double t) {  // integral over entry times of max(0, t - entry), capped at time
    const double a = static_cast<double>(flow.enter.from.count()), b = static_cast<double>(flow.enter.until.count());
    const auto area = [&](double x) {
      return x <= a ? 0.0 : x >= b ? (b - a) * (2 * x - a - b) / 2 : (x - a) * (x - a) / 2;
    };
    return area(t) - area(t - time);
  };
  const double whole = time * static_cast<double>(flow.enter.length().count());
  return (on_road_until(static_cast<double>(danger.until.count())) -
          on_road_until(static_cast<double>(danger.from.count()))) /
         whole;
}

}  // namespace

Rational exposure(const plan::Plan& plan, const Case& c) {
  double sum = 0;
  std::map<std::pair<RoadId, network::Direction>, std::vector<std::pair<const scenario::Danger*, double>>> at;
  for (const scenario::Danger& danger : c.dangers) {
    if (!danger.exposure_per_person_h) continue;
    for (const auto& touched : danger.touched)
      at[{touched.side.road, touched.side.direction}].emplace_back(&danger, touched.share);
  }
  for (const plan::Flow& flow : plan.flows) {
    const double hours = static_cast<double>(travel_time(c, flow.road, flow.mode, Rounding::kInner).count()) / 3.6e6;
    const double persons = static_cast<double>(flow.persons.count());
    if (c.outside == scenario::Outside::kOwnRisk && !bound_by_corridor(plan, flow)) sum += persons * hours;
    const auto found = at.find({flow.road, flow.direction});
    if (found == at.end()) continue;
    for (const auto& [danger, share] : found->second) {
      sum += persons * hours * share * danger->exposure_per_person_h->to_double() *
             share_during(flow, hours, danger->when);
    }
  }
  return Rational::of(static_cast<std::int64_t>(sum * 1000 + 0.5), 1000);
}

}  // namespace passage::rules
