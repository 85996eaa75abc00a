// Figures by hour of the plan: what maps, sliders and tables show of rows that are even within.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/plan.h"

namespace passage::plan {

inline constexpr PlanTime kHour{3'600'000};

// Hours of the horizon, the last one perhaps not whole.
[[nodiscard]] std::size_t hour_count(const Plan& plan);

// Adds the persons of a row to the hours it lies in, even within the row, whole persons, nobody lost:
// hour h gets the difference of the rounded-down totals. What lies outside goes to the nearest hour.
void spread_over_hours(PlanInterval when, Persons persons, std::vector<std::int64_t>& by_hour);

struct RoadUse {
  Persons total;                      // entering, both directions and all modes
  std::vector<std::int64_t> by_hour;  // empty if nobody uses the road
  double utilisation = 0;             // cars of the busiest hour and direction over what the road takes in an hour
};

// By road. O(flows + hours).
[[nodiscard]] Table<network::RoadId, RoadUse> use_of_roads(const Plan& plan);

}  // namespace passage::plan
