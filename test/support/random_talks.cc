#include "test/support/random_talks.h"

#include <fmt/format.h>

#include "test/support/worked_case.h"

namespace passage::test {

scenario::Case random_talks(std::mt19937& random) {
  const auto pick = [&](int from, int until) {
    return from + static_cast<int>(random() % static_cast<unsigned>(until - from));
  };
  scenario::Case c = empty_case(240);
  c.outside = pick(0, 2) != 0 ? scenario::Outside::kForbidden : scenario::Outside::kFree;
  c.window = pick(0, 3) != 0 ? scenario::WindowRule::kClear : scenario::WindowRule::kEnter;
  c.network = drawn(5, {{"r1", 1, 3, pick(3, 12) * 1000, pick(1, 6) * 96},
                        {"r2", 2, 3, pick(3, 12) * 1000, pick(1, 6) * 96},
                        {"r3", 3, 4, pick(3, 12) * 1000, pick(1, 6) * 96},
                        {"r4", 3, 5, pick(3, 12) * 1000, pick(1, 6) * 96}});
  add_origin(c, "p", 1, pick(1, 15) * 100);
  add_origin(c, "q", 2, pick(1, 15) * 100, pick(0, 60));
  add_refuge(c, "y", 4, pick(0, 2) != 0 ? std::optional<int>(pick(2, 12) * 100) : std::nullopt, {}, 0, 240);
  add_refuge(c, "z", 5, {}, pick(2, 10) * 60, 60, 180);
  c.agreement.parties = {{"a", "A"}};
  const auto round = c.agreement.rounds.push_back({"one", "", "", "", scenario::RoundStatus::kAgreed, {"a"}});
  c.agreement.planned = round;
  using network::RoadId;
  const auto west = c.agreement.corridors.push_back({"w", "W", round, {{RoadId{0}}, {RoadId{2}}}});
  const auto east = c.agreement.corridors.push_back({"e", "E", round, {{RoadId{1}}, {RoadId{3}}}});
  const auto add = [&](scenario::Term term, bool granted) {
    term.id = fmt::format("t{}", c.agreement.terms.size());
    term.round = round;
    term.granted = granted;
    c.agreement.terms.push_back(term);
    return term.id;
  };
  const int first = pick(0, 8) * 15;
  add(window_term(round, west, first, first + 60), true);
  add(window_term(round, east, first + 15, first + 75), true);
  scenario::Term gate;
  gate.kind = scenario::TermKind::kCheckpoint;
  gate.road = RoadId{2};
  gate.lanes = 1;
  gate.seconds_per_vehicle = Rational{pick(10, 40)};
  const std::string slow = add(gate, true);
  gate.lanes = pick(1, 4);
  gate.replaces = slow;
  add(gate, false);
  for (int i = pick(2, 4); i > 0; --i) {
    const int from = pick(0, 12) * 15;
    add(window_term(round, pick(0, 2) != 0 ? west : east, from, from + pick(1, 5) * 15), false);
  }
  scenario::Term opening;
  opening.kind = scenario::TermKind::kOpening;
  opening.refuge = scenario::RefugeId{1};
  opening.intervals = {between(180, 240)};
  add(opening, false);
  scenario::decide_force(c.agreement);
  return c;
}

scenario::Case random_talks_of_groups(std::mt19937& random) {
  scenario::Case c = random_talks(random);
  const auto pick = [&](int from, int until) {
    return from + static_cast<int>(random() % static_cast<unsigned>(until - from));
  };
  c.origins[scenario::OriginId{0}].people_per_car = PersonsPerVehicle{Rational{pick(1, 5)}};
  scenario::Origin& far = c.origins[scenario::OriginId{1}];
  far.priority = pick(0, 2);
  far.on_foot = Persons{pick(0, static_cast<int>(far.persons.count()))};
  far.by_car = far.persons - far.on_foot;
  far.foot_node = far.car_node;
  c.behaviour.walk_m_h = pick(4, 12) * 1000;
  scenario::Fleet buses;
  buses.id = "b";
  buses.vehicles = pick(1, 4);
  buses.seats = pick(10, 60);
  buses.base = scenario::OriginId{1};
  buses.board = minutes(pick(0, 20));
  buses.turnaround = minutes(pick(40, 150));
  c.fleets = {buses};
  return c;
}

}  // namespace passage::test
