// Several groups of travellers: plans by hand, random cases that the checker accepts, and plans spoiled
// on purpose that it does not.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "core/random.h"
#include "plan/store.h"
#include "planner/planner.h"
#include "scenario/travellers.h"
#include "test/support/example.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;
using scenario::Case;
using scenario::OriginId;

std::string why(const Verdict& verdict) {
  std::string out;
  for (const Violation& violation : verdict.violations) out += violation.rule + ": " + violation.text + "\n";
  return out;
}
void expect_accepted(const Case& c, const plan::Plan& p) {
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  EXPECT_EQ(verdict.status, Status::kAccepted) << why(verdict);
}

// One road of 60 cars an hour for an hour, travel time 30 min: entries in [0, 30). a: 90 people, 3 a car;
// b: 90 people, 1 a car. 30 cars: all 30 of a, nobody of b. By people alone the road would be worth
// 30 x 3; the level of 3 proves 90 of a, the level of 1 that a third of a's people and b's are 30.
TEST(Groups, ThreeInACarGoFirst) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 60}}, 60);
  example::add_origin(c, "a", 0, 90);
  example::add_origin(c, "b", 0, 90);
  c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{3}};
  example::add_refuge(c, "s", 1);
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.safe, Persons{90});
  EXPECT_EQ(p.origins[0].safe, Persons{90});
  EXPECT_LE(p.upper_bound, Persons{96});
  expect_accepted(c, p);
}

// The same, and b's 90 people are children: 30 of them, nobody of a.
TEST(Groups, PriorityGoesFirst) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 60}}, 60);
  example::add_origin(c, "a", 0, 90);
  example::add_origin(c, "b", 0, 20);
  c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{3}};
  c.origins[OriginId{1}].priority = 1;
  example::add_refuge(c, "s", 1);
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.origins[1].safe, Persons{20});
  EXPECT_EQ(p.origins[0].safe, Persons{30});
  expect_accepted(c, p);
}

scenario::Fleet fleet(const char* id, int vehicles, int seats, int base, int board, int turnaround) {
  scenario::Fleet out;
  out.id = id;
  out.vehicles = vehicles;
  out.seats = seats;
  out.base = OriginId{base};
  out.board = minutes(board);
  out.turnaround = minutes(turnaround);
  return out;
}

// One road of half an hour, one fleet of 40 seats and 15 min to board, 500 people who have no car.
Case one_fleet(int vehicles_h, int until, int vehicles, int turnaround) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, vehicles_h}}, until);
  example::add_origin(c, "a", 0, 500);
  c.origins[OriginId{0}].on_foot = std::exchange(c.origins[OriginId{0}].by_car, Persons{0});
  example::add_refuge(c, "s", 1);
  c.fleets = {fleet("f", vehicles, 40, 0, 15, turnaround)};
  return c;
}

// Two buses, back after 2 h; the case takes 4 h. They depart at 0:15 and 2:15, and not at 4:15: 160 of 500 people, who
// are there by 1:00 and 3:00.
Case two_buses() {
  return one_fleet(600, 240, 2, 120);
}

TEST(Groups, BusesComeBack) {
  const Case c = two_buses();
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.safe, Persons{160});
  EXPECT_EQ(p.upper_bound, Persons{160});
  ASSERT_EQ(p.trips.size(), 4u);
  EXPECT_EQ(p.trips[0].depart, minutes(15));
  EXPECT_EQ(p.trips[1].depart, minutes(135));
  EXPECT_EQ(p.trips[1].vehicle, 1);
  EXPECT_EQ(p.trips[3].vehicle, 2);
  EXPECT_EQ(p.last_arrival, minutes(180));
  expect_accepted(c, p);
}

// Each change alone is told by its rule.
TEST(Groups, SpoiledPlansAreRejected) {
  const Case c = two_buses();
  const plan::Plan good = planner::make_plan(c, {}, jobs::Task());
  const std::vector<std::pair<const char*, std::function<void(plan::Plan&)>>> spoilt{
      {"trips", [](auto& p) { p.trips[1].depart -= minutes(15); }},  // its order departs later
      {"trips", [](auto& p) { p.trips[0].ready -= minutes(30); }},   // sooner than its turnaround
      {"trips", [](auto& p) { p.trips[2].vehicle = 1; }},            // in two places
      {"trips", [](auto& p) { p.trips[0].vehicle = 3; }},            // of two
      {"trips", [](auto& p) { p.trips[0].persons += Persons{1}; }},  // no seat
      {"trips", [](auto& p) { p.trips.pop_back(); }},                // people without a bus
      {"groups", [](auto& p) { p.groups[0].people_per_unit = Rational{50}; }},
      {"groups", [](auto& p) { p.groups.clear(); }},
      {"levels", [](auto& p) { p.levels[0].weight = Rational::of(1, 2); }},
      {"levels", [](auto& p) { p.levels[0].people_per_unit = Rational{1}; }},
      {"bound", [](auto& p) { p.upper_bound -= Persons{1}; }},
      {"labels", [](auto& p) { p.labels[0].level = 9; }},
      {"orders", [](auto& p) { p.origins[0].safe -= Persons{1}; }},
  };
  for (const auto& [rule, spoil] : spoilt) {
    plan::Plan p = good;
    spoil(p);
    const Verdict verdict = verify_plan(c, p, jobs::Task());
    EXPECT_TRUE(std::any_of(verdict.violations.begin(), verdict.violations.end(),
                            [&named = rule](const Violation& v) { return v.rule == named; }))
        << rule << " expected:\n"
        << why(verdict);
  }
}

// Ten buses, an escort that is back after 40 min, a road that takes two buses in a quarter of an hour (16 cars):
// departures at 0:15, 1:00 and 1:45 (full quarters), and by 3:15 the next would be too late.
Case with_escort() {
  Case c = one_fleet(16, 165, 10, 600);
  c.fleets[0].escort = minutes(40);
  return c;
}

TEST(Groups, ConvoysWaitForTheirEscort) {
  Case c = with_escort();
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.safe, Persons{240});
  ASSERT_EQ(p.orders.size(), 3u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(p.orders[plan::OrderId{i}].depart.from, minutes(15 + 45 * i));
  expect_accepted(c, p);
  // The same plan is too dense for an escort that takes longer, and for no other rule.
  c.fleets[0].escort = minutes(46);
  const std::string told = why(verify_plan(c, p, jobs::Task()));
  EXPECT_EQ(told.find("trips: road r: convoys of fleet f enter "), 0u) << told;
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1) << told;
}

// 160 people a day onto the corridor, of 300 by car and 100 whom buses may take: a quarter of it is theirs. Two days of
// two hours, 10 cars a minute.
TEST(Groups, BusesKeepToADailyLimit) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 600}}, 240);
  example::add_origin(c, "a", 0, 400);
  c.origins[OriginId{0}].by_car = Persons{300};
  c.origins[OriginId{0}].on_foot = Persons{100};
  example::add_refuge(c, "s", 1);
  c.fleets = {fleet("f", 4, 20, 0, 0, 600)};
  scenario::Term limit;
  limit.id = "limit";
  limit.kind = scenario::TermKind::kDailyLimit;
  limit.corridor = example::add_corridor(c, "k", {0}, {{Millis{0}, c.horizon}});
  limit.persons_per_day = Persons{160};
  example::add_term(c, limit);
  c.days = {minutes(0, 120), minutes(120, 240)};
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  expect_accepted(c, p);
  std::map<std::string, Persons> safe;
  for (const plan::Order& order : p.orders) safe[p.groups[order.group].id] += order.persons;
  EXPECT_EQ(safe["bus-f"], Persons{80});  // two buses a day
  // 120 cars a day in the first 12 minutes, beside buses that take the room of 4 of them.
  EXPECT_EQ(p.safe, Persons{312});
  EXPECT_EQ(p.upper_bound, Persons{320});
}

// 101 people a day, two days; 200 in cars and 100 who walk 2 km: 67 by car and 34 on foot a day; steps take
// whole people. With 30 km to walk they would come too late, and cars have all of it.
TEST(Groups, CarsAndWalkersShareADailyLimitWhole) {
  for (const int metres : {2'000, 30'000}) {
    Case c = example::small_case(2, {{"r", 0, 1, metres, 60, 600, 3}}, 240);
    c.behaviour.walk_m_h = 4000;
    example::add_origin(c, "a", 0, 300);
    c.origins[OriginId{0}].by_car = Persons{200};
    c.origins[OriginId{0}].on_foot = Persons{100};
    c.origins[OriginId{0}].foot_node = c.origins[OriginId{0}].car_node;
    example::add_refuge(c, "s", 1);
    c.refuges.values()[0].foot_node = c.refuges.values()[0].car_node;
    scenario::Term limit;
    limit.id = "limit";
    limit.kind = scenario::TermKind::kDailyLimit;
    limit.corridor = example::add_corridor(c, "k", {0}, {{Millis{0}, c.horizon}});
    limit.persons_per_day = Persons{101};
    example::add_term(c, limit);
    c.days = {minutes(0, 120), minutes(120, 240)};
    const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
    expect_accepted(c, p);
    std::map<network::Mode, Persons> safe;
    for (const plan::Order& order : p.orders) safe[order.mode] += order.persons;
    EXPECT_EQ(safe[network::Mode::kCar], Persons{metres == 2'000 ? 132 : 200});  // of 134: whole people a minute
    EXPECT_EQ(safe[network::Mode::kFoot], Persons{metres == 2'000 ? 68 : 0});
  }
}

// Every column of every row that tells of buses, changed by itself: no change passes.
TEST(Groups, EveryCellOfEveryBusRowIsChecked) {
  Case c = with_escort();
  c.fleets.push_back(fleet("g", 1, 30, 0, 15, 60));
  const plan::Plan good = planner::make_plan(c, {}, jobs::Task());
  expect_accepted(c, good);
  ASSERT_GT(good.trips.size(), 6u);
  const auto f = minutes(15), n = Millis{1};
  const std::vector<std::pair<const char*, std::function<void(plan::Plan&, std::size_t)>>> changes{
      {"fleet", [](auto& p, auto i) { p.trips[i].fleet_id = p.trips[i].fleet_id == "f" ? "g" : "f"; }},
      {"no fleet", [](auto& p, auto i) { p.trips[i].fleet_id = "h"; }},
      {"vehicle 0", [](auto& p, auto i) { p.trips[i].vehicle = 0; }},
      {"vehicle of no bus", [](auto& p, auto i) { p.trips[i].vehicle = 11; }},
      {"order",
       [](auto& p, auto i) { p.trips[i].order = plan::OrderId{(p.trips[i].order.index() + 1) % p.orders.size()}; }},
      {"no order", [](auto& p, auto i) { p.trips[i].order = plan::OrderId{9999}; }},
      {"departs sooner", [=](auto& p, auto i) { p.trips[i].depart -= f; }},
      {"departs later", [=](auto& p, auto i) { p.trips[i].depart += f; }},
      {"departs a moment later", [=](auto& p, auto i) { p.trips[i].depart += n; }},
      {"ready at once", [](auto& p, auto i) { p.trips[i].ready = p.trips[i].depart; }},
      {"one person more", [](auto& p, auto i) { p.trips[i].persons += Persons{1}; }},
      {"one person fewer", [](auto& p, auto i) { p.trips[i].persons -= Persons{1}; }},
      {"row gone", [](auto& p, auto i) { p.trips.erase(p.trips.begin() + static_cast<std::ptrdiff_t>(i)); }},
      {"row twice", [](auto& p, auto i) { p.trips.push_back(p.trips[i]); }},
      {"order leaves later",
       [=](auto& p, auto i) {
         plan::Order& order = p.orders[p.trips[i].order];
         order.depart = {order.depart.from + f, order.depart.until + f};
       }},
      {"order of one more", [](auto& p, auto i) { p.orders[p.trips[i].order].persons += Persons{1}; }},
      {"legs sooner",
       [=](auto& p, auto i) {
         for (plan::Leg& leg : p.legs)
           if (leg.order == p.trips[i].order) leg.enter = {leg.enter.from - f, leg.enter.until - f};
       }},
      {"legs of one more",
       [](auto& p, auto i) {
         for (plan::Leg& leg : p.legs)
           if (leg.order == p.trips[i].order) leg.persons += Persons{1};
       }},
  };
  for (std::size_t i = 0; i < good.trips.size(); ++i) {
    for (const auto& [what, change] : changes) {
      plan::Plan p = good;
      change(p, i);
      EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected) << what << ", trip " << good.trips[i].id;
    }
  }
  for (std::size_t i = 0; i < good.flows.size(); ++i) {
    if (good.groups[good.flows[i].group].fleet_id.empty()) continue;
    for (const Millis by : {f, -f}) {
      plan::Plan p = good;
      p.flows[i].enter = {p.flows[i].enter.from + by, p.flows[i].enter.until + by};
      EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected) << "flow " << i;
    }
  }
}

// A bus takes the whole road, 8 cars of 10 people an hour, from 0:15 to 0:30. In steps of 20 min: cars that enter
// evenly from 0 to 0:20 are on it with the bus for a quarter of that time, so 4 people do, one of them beside the bus,
// though there is room for 20; from 0:20 to 0:40 nobody, though there is room for 13; then 26 or 27.
TEST(Groups, RoomThatComesWithinAStep) {
  Case c = example::small_case(2, {{"r", 0, 1, 20'000, 60, 8}}, 80);
  example::add_origin(c, "a", 0, 360);
  c.origins[OriginId{0}].by_car = Persons{300};
  c.origins[OriginId{0}].on_foot = Persons{60};
  c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{10}};
  example::add_refuge(c, "s", 1);
  c.fleets = {fleet("f", 1, 60, 0, 15, 600)};
  planner::PlanOptions options;
  options.step = minutes(20);
  const plan::Plan p = planner::make_plan(c, options, jobs::Task());
  expect_accepted(c, p);
  EXPECT_GE(p.safe, Persons{60 + 4 + 26});
  EXPECT_LE(p.safe, Persons{60 + 4 + 27});
}

// A hundred "buses" of one seat would take the room of 200 cars of 4: they stay, and nobody is lost for them. With a
// seat for everybody they go.
TEST(Groups, BusesStayWhereCarsBringOutMore) {
  for (const int seats : {1, 40}) {
    Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 200}}, 90);
    example::add_origin(c, "a", 0, 1500);
    c.origins[OriginId{0}].by_car = Persons{800};
    c.origins[OriginId{0}].on_foot = Persons{700};
    c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{4}};
    example::add_refuge(c, "s", 1);
    c.fleets = {fleet("f", 100, seats, 0, 0, 600)};
    const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
    expect_accepted(c, p);
    if (seats == 1) {
      EXPECT_EQ(p.safe, Persons{800});  // 200 cars of 4 in the hour
      EXPECT_TRUE(p.trips.empty());
    } else {
      EXPECT_GT(p.safe, Persons{1300});
      EXPECT_FALSE(p.trips.empty());
    }
  }
}

// What groups share is theirs together: each plan keeps every rule by itself, both are too much.
TEST(Groups, TwoGroupsDoNotTakeARoadTwice) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 60}}, 60);
  example::add_origin(c, "a", 0, 90);
  example::add_origin(c, "b", 0, 90);
  c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{3}};
  example::add_refuge(c, "s", 1, 70);
  plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  ASSERT_EQ(p.safe, Persons{70});
  plan::Flow more = p.flows.front();  // b's, beside a's
  more.group = 1;
  more.persons = Persons{10};
  p.flows.push_back(more);
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  EXPECT_NE(why(verdict).find("capacity: road r forward: by "), std::string::npos) << why(verdict);
}

// Two trains of 40 seats on rails, 15 min to board, half an hour to ride, back after 2 h; the road is closed to all.
// The refuge takes 160 people an hour: 80 by 1:15, 80 by 3:15. With one of 50 an hour it is slower.
TEST(Groups, TrainsRunOnRails) {
  Case c = two_buses();
  c.fleets[0].to = scenario::RefugeId{0};
  c.fleets[0].ride = minutes(30);
  example::add_closure(c, "d", {0}, {Millis{0}, c.horizon});
  c.refuges.values()[0].intake = PersonsPerHour{Rational{160}};
  plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.safe, Persons{160});
  EXPECT_EQ(p.upper_bound, Persons{160});
  EXPECT_TRUE(p.flows.empty());
  EXPECT_EQ(p.trips.size(), 4u);
  ASSERT_EQ(p.arrivals.size(), 2u);
  EXPECT_EQ(p.arrivals[0].taken, minutes(45, 75));
  EXPECT_EQ(p.arrivals[1].taken, minutes(165, 195));
  expect_accepted(c, p);
  const auto rejected = [&](const plan::Plan& spoilt) {
    EXPECT_NE(why(verify_plan(c, spoilt, jobs::Task())).find("trips: "), std::string::npos);
  };
  plan::Plan early = p;
  early.arrivals[0].taken = minutes(15, 75);
  rejected(early);
  plan::Plan elsewhere = p;
  elsewhere.orders.values()[0].refuge_id = "t";
  rejected(elsewhere);
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("passage_trains_{}", getpid());
  plan::write_plan(p, folder.string() + ".csv", Overwrite::kReplace);
  EXPECT_EQ(plan::read_plan(folder.string() + ".csv", jobs::Task()), p);
  std::filesystem::remove_all(folder.string() + ".csv");
}

TEST(Groups, PlansComeBackFromFiles) {
  const plan::Plan p = planner::make_plan(two_buses(), {}, jobs::Task());
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("passage_groups_{}", getpid());
  std::filesystem::create_directories(folder);
  for (const char* name : {"plan.gpkg", "plan.csv"}) {
    plan::write_plan(p, folder / name, Overwrite::kRefuse);
    EXPECT_EQ(plan::read_plan(folder / name, jobs::Task()), p) << name;
  }
  std::filesystem::remove_all(folder);
}

// Tiny cases with figures that fit nothing: two or three numbers of people a car, priorities, buses.
class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(2022, seed) {}

  Case make() {
    nodes_ = 3 + below(5);
    horizon_ = 120 + below(500);
    c_ = example::small_case(nodes_, roads(), horizon_);
    c_.behaviour.people_per_car = PersonsPerVehicle{occupancy()};
    c_.behaviour.walk_m_h = 3000 + below(2000);
    c_.window = one_in(3) ? scenario::WindowRule::kEnter : scenario::WindowRule::kClear;
    origins();
    refuges();
    if (one_in(2)) window();
    if (one_in(3)) example::add_closure(c_, "d", {below(nodes_), below(nodes_)}, interval());
    for (int i = 0; i < below(3); ++i) add_fleet(i);
    return std::move(c_);
  }

 private:
  int below(int n) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(n))); }
  bool one_in(int n) { return below(n) == 0; }
  Rational occupancy() { return Rational::of(10 + below(40), 10); }

  std::vector<example::Road> roads() {
    std::vector<example::Road> roads;
    for (int i = 0; i < nodes_ * 2; ++i) {
      const bool chain = i < nodes_ - 1;
      example::Road road{"r" + std::to_string(i), chain ? i : below(nodes_), chain ? i + 1 : below(nodes_)};
      road.metres = 200 + below(9000);
      road.km_h = 20 + below(70);
      road.vehicles_h = 10 + below(200);
      road.forward = static_cast<network::ModeSet>(one_in(4) ? 3 : 1);
      road.backward = one_in(2) ? 0 : 1;
      roads.push_back(road);
    }
    return roads;
  }

  void origins() {
    for (int i = 0; i < 2 + below(3); ++i) {
      example::add_origin(c_, "o" + std::to_string(i), below(nodes_), 20 + below(600), one_in(2) ? 0 : below(60));
      scenario::Origin& origin = c_.origins.values().back();
      origin.on_foot = Persons{one_in(2) ? below(static_cast<int>(origin.persons.count())) : 0};
      origin.by_car = origin.persons - origin.on_foot;
      if (one_in(2)) origin.people_per_car = PersonsPerVehicle{occupancy()};
      origin.priority = one_in(4) ? 1 : 0;
    }
  }

  void refuges() {
    for (int i = 0; i < 1 + below(2); ++i) {
      example::add_refuge(c_, "s" + std::to_string(i), i == 0 ? nodes_ - 1 : below(nodes_),
                          one_in(3) ? 50 + below(500) : -1, one_in(3) ? 30 + below(400) : -1);
      if (one_in(4)) c_.refuges.values().back().open = {minutes(below(60), 60 + below(horizon_ - 60))};
    }
  }

  Interval<Millis> interval() {
    const int from = below(horizon_ - 30);
    return {minutes(from) + Millis{below(1000)}, std::min(c_.horizon, minutes(from + 10 + below(200)))};
  }
  void window() {
    const auto corridor = example::add_corridor(c_, "k", {0, 1}, {interval(), interval()});
    if (!one_in(4)) return;
    scenario::Term limit;
    limit.id = "limit";
    limit.kind = scenario::TermKind::kDailyLimit;
    limit.corridor = corridor;
    limit.persons_per_day = Persons{20 + below(200)};
    example::add_term(c_, limit);
    c_.days = {{Millis{0}, minutes(90)}, {minutes(90), c_.horizon}};
  }

  void add_fleet(int i) {
    c_.fleets.push_back(fleet(("f" + std::to_string(i)).c_str(), 1 + below(4), 5 + below(50),
                              below(static_cast<int>(c_.origins.size())), below(30), 20 + below(120)));
    if (i == 1) c_.fleets.back().escort = minutes(25);
  }

  Random random_;
  int nodes_ = 0, horizon_ = 0;
  Case c_;
};

// PASSAGE_SEEDS=FROM-UNTIL looks at others.
std::pair<std::uint32_t, std::uint32_t> seeds() {
  std::uint32_t from = 0, until = 1500;
  if (const char* asked = std::getenv("PASSAGE_SEEDS")) std::sscanf(asked, "%u-%u", &from, &until);
  return {from, until};
}

TEST(Groups, PlansOfRandomCasesAreAccepted) {
  int moved = 0, by_bus = 0, several = 0;
  double safe = 0, bound = 0;
  const auto [from, until] = seeds();
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
    moved += p.safe > Persons{0};
    by_bus += !p.trips.empty();
    several += scenario::several_groups(c);
    safe += static_cast<double>(p.safe.count());
    bound += static_cast<double>(p.upper_bound.count());
    EXPECT_LE(p.upper_bound, p.people - p.staying) << "seed " << seed << ": more than leave";
    const Verdict verdict = verify_plan(c, p, jobs::Task());
    if (verdict.status != Status::kAccepted) ADD_FAILURE() << "seed " << seed << "\n" << why(verdict);
  }
  std::printf("%d moved, %d with buses, %d with several groups; safe %.0f of %.0f\n", moved, by_bus, several, safe,
              bound);
  EXPECT_GT(2 * moved, static_cast<int>(until - from));
  EXPECT_GT(8 * by_bus, static_cast<int>(until - from));
}

}  // namespace
}  // namespace passage::verify
