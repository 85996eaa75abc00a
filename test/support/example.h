// Small cases by hand, and the plan of the worked case (docs/formats.md) with its proof.
#pragma once

#include "plan/plan.h"
#include "scenario/case.h"

namespace passage::example {

inline Millis minutes(std::int64_t m) {
  return Millis{m * 60'000};
}
inline Interval<Millis> minutes(std::int64_t from, std::int64_t until) {
  return {minutes(from), minutes(until)};
}

struct Road {
  std::string id;
  int from = 0, to = 0;
  std::int64_t metres = 0, km_h = 60, vehicles_h = 480;
  network::ModeSet forward = network::mode_bit(network::Mode::kCar), backward = 0;
};

// n nodes "n0" .., no people, no refuges; horizon in minutes, one person a car.
[[nodiscard]] scenario::Case small_case(int nodes, const std::vector<Road>& roads, std::int64_t horizon);
void add_origin(scenario::Case& c, const std::string& id, int node, std::int64_t persons, std::int64_t release = 0);
// rate: persons an hour, -1 = unlimited, as capacity; open all the time.
void add_refuge(scenario::Case& c, const std::string& id, int node, std::int64_t capacity = -1, std::int64_t rate = -1);
// A corridor of the planned round (made on first use), with one window in force for each interval.
scenario::CorridorId add_corridor(scenario::Case& c, const std::string& id, const std::vector<int>& roads,
                                  const std::vector<Interval<Millis>>& windows);
void add_term(scenario::Case& c, scenario::Term term);  // of the planned round, in force
void add_closure(scenario::Case& c, const std::string& id, const std::vector<int>& roads, Interval<Millis> when,
                 const std::vector<int>& nodes_inside = {});

// The plan's tables as the case has them: nodes, roads, origins (nobody safe), refuges, dangers.
[[nodiscard]] plan::Plan empty_plan(const scenario::Case& c);

void leave_legs_out(plan::Plan& p);  // with the finding that says so
void set_curve_gap(plan::Plan& p);   // of its safe_by

// north-or-west of docs/formats.md; node k of the text is node k - 1 here, named n1 ..
[[nodiscard]] scenario::Case north_or_west();
// 4,180 people, as the text works out by hand.
[[nodiscard]] plan::Plan north_or_west_plan(const scenario::Case& c);

}  // namespace passage::example
