// The worked case of docs/formats.md, built by hand: three towns, two refuges, one afternoon.
#pragma once

#include <initializer_list>

#include <fmt/format.h>

#include "scenario/case.h"

namespace passage::test {

inline scenario::CaseTime minutes(int m) {
  return scenario::CaseTime{std::int64_t{m} * 60'000};
}
inline scenario::CaseInterval between(int from, int until) {
  return {minutes(from), minutes(until)};
}

struct DrawnRoad {
  const char* id;
  int from, to;
  int length_m;
  int vehicles_per_h;
  bool two_way = false;
};

// Nodes n1 .. n`nodes`, roads at 60 km/h for cars (and people on foot).
inline network::Network drawn(int nodes, std::initializer_list<DrawnRoad> drawn_roads) {
  Table<network::NodeId, std::string> names;
  Table<network::NodeId, network::Coordinate> positions;
  for (int i = 1; i <= nodes; ++i) {
    names.push_back(fmt::format("n{}", i));
    positions.push_back(network::Coordinate::of(47 + 0.01 * i, 36));
  }
  std::vector<network::RoadRecord> roads;
  for (const DrawnRoad& d : drawn_roads) {
    network::RoadRecord r;
    r.id = d.id;
    r.from = network::NodeId{d.from - 1};
    r.to = network::NodeId{d.to - 1};
    r.length_mm = std::int64_t{d.length_m} * 1000;
    r.speed_m_h = 60'000;
    r.capacity_milli_veh_h = std::int64_t{d.vehicles_per_h} * 1000;
    r.forward = 3;
    r.backward = d.two_way ? 3 : 0;
    roads.push_back(r);
  }
  return network::make_network(names, std::move(positions), roads);
}

inline network::RoadId road_named(const network::Network& net, std::string_view id) {
  for (const network::RoadId r : net.length_mm.ids()) {
    if (net.road_id[r] == id) return r;
  }
  return {};
}

inline void add_origin(scenario::Case& c, const char* id, int node, int persons, int release = 0) {
  scenario::Origin o;
  o.id = o.name = o.district = id;
  o.persons = o.by_car = Persons{persons};
  o.car_node = network::NodeId{node - 1};
  o.release = minutes(release);
  c.origins.push_back(o);
}

inline void add_refuge(scenario::Case& c, const char* id, int node, std::optional<int> capacity,
                       std::optional<int> intake, int open_from, int open_until) {
  scenario::Refuge r;
  r.id = r.name = id;
  r.kind = "shelter";
  if (capacity) r.capacity = Persons{*capacity};
  if (intake) r.intake = PersonsPerHour{Rational{*intake}};
  r.car_node = r.foot_node = network::NodeId{node - 1};
  r.open = {between(open_from, open_until)};
  c.refuges.push_back(r);
}

inline scenario::Case empty_case(int horizon_min) {
  scenario::Case c;
  c.id = "made";
  c.title = "Made";
  c.time_zone = "Europe/Kyiv";
  c.horizon = minutes(horizon_min);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational::of(5, 2)};
  c.days = {between(0, horizon_min)};
  return c;
}

inline scenario::Term window_term(scenario::RoundId round, scenario::CorridorId corridor, int from, int until) {
  scenario::Term t;
  t.id = fmt::format("window-{}", from);
  t.round = round;
  t.kind = scenario::TermKind::kWindow;
  t.corridor = corridor;
  t.intervals = {between(from, until)};
  t.in_force = true;
  return t;
}

inline scenario::Case worked_case() {
  scenario::Case c = empty_case(360);
  c.network = drawn(12, {{"r1", 1, 2, 10000, 480},
                         {"r2", 2, 3, 20000, 480},
                         {"r3", 3, 8, 30000, 480},
                         {"r4", 1, 4, 10000, 480},
                         {"r5", 5, 4, 20000, 480},
                         {"r6", 4, 6, 30000, 480},
                         {"r7", 6, 12, 60000, 480},
                         {"r8", 6, 7, 30000, 192},
                         {"r9", 7, 8, 30000, 480},
                         {"r10", 11, 10, 5000, 480},
                         {"r11", 4, 9, 10000, 480}});
  add_origin(c, "alfa", 1, 5000);
  add_origin(c, "bravo", 5, 2000);
  add_origin(c, "charlie", 11, 300);
  c.origins[scenario::OriginId{2}].car_node = {};
  add_refuge(c, "zeta", 8, 2700, {}, 0, 360);
  add_refuge(c, "omega", 12, {}, 480, 120, 360);
  scenario::Agreement& agreement = c.agreement;
  agreement.planned =
      agreement.rounds.push_back({"second", "2022-03-04", "", "made", scenario::RoundStatus::kAgreed, {}});
  const auto north = agreement.corridors.push_back(
      {"north", "North", agreement.planned, {{road_named(c.network, "r2")}, {road_named(c.network, "r3")}}});
  agreement.terms.push_back(window_term(agreement.planned, north, 60, 240));
  scenario::Term gate;
  gate.id = "north-gate";
  gate.round = agreement.planned;
  gate.kind = scenario::TermKind::kCheckpoint;
  gate.road = road_named(c.network, "r2");
  gate.lanes = 2;
  gate.seconds_per_vehicle = Rational{30};
  gate.in_force = true;
  agreement.terms.push_back(gate);
  scenario::Danger shelling;
  shelling.id = "shelling";
  shelling.closed = true;
  shelling.when = between(0, 180);
  shelling.touched = {{{road_named(c.network, "r8")}, 0.1}};
  shelling.is_polygon = true;
  c.dangers.push_back(shelling);
  return c;
}

}  // namespace passage::test
