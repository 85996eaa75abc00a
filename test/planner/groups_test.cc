// What planning group by group is made of, by hand: what others have taken, convoys and trains by the clock, levels of
// the bound.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "bounds/conclude_groups.h"
#include "bounds/levels.h"
#include "bounds/proof.h"
#include "expand/discretise.h"
#include "planner/convoys.h"
#include "planner/reservations.h"
#include "planner/trains.h"
#include "planner/travellers.h"
#include "test/support/worked_case.h"

namespace passage::planner {
namespace {

using namespace test;

using network::ArcId;
using scenario::Group;
using scenario::OriginId;
using scenario::RefugeId;

// 150 people without a car at n1, twenty minutes from the refuge.
scenario::Case with_a_fleet() {
  scenario::Case c = empty_case(240);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(2, {{"r", 1, 2, 20000, 600}});
  add_origin(c, "o", 1, 150);
  scenario::Origin& origin = c.origins[OriginId{0}];
  origin.on_foot = std::exchange(origin.by_car, Persons{0});
  add_refuge(c, "y", 2, {}, {}, 0, 240);
  scenario::Fleet fleet;
  fleet.id = "f";
  fleet.vehicles = 2;
  fleet.seats = 50;
  fleet.base = OriginId{0};
  fleet.board = minutes(10);
  fleet.turnaround = minutes(60);
  c.fleets = {fleet};
  return c;
}
const Group& of_fleet(const std::vector<Group>& groups) {
  return *std::find_if(groups.begin(), groups.end(), [](const Group& g) { return g.fleet.has_value(); });
}

TEST(Reservations, RatesAndTimes) {
  EXPECT_EQ(rounded_up(minutes(31), kConvoy), minutes(45));
  EXPECT_EQ(rounded_up(minutes(45), kConvoy), minutes(45));
  EXPECT_EQ(rounded_up(minutes(31), kConvoy, minutes(5)), minutes(40));  // 0:36 by the clock, then 0:45
  EXPECT_EQ(an_hour(Rational{10}, minutes(15)), Rational{40});
  const std::vector<Reservation> rows{{between(0, 30), Rational{10}}, {between(20, 50), Rational{5}}};
  EXPECT_EQ(reserved_rate(rows, between(0, 10)), Rational{20});
  EXPECT_EQ(reserved_rate(rows, between(0, 60)), Rational{30});
  EXPECT_EQ(reserved_rate(rows, between(30, 60)), Rational{10});
  EXPECT_EQ(reserved_rate(rows, between(50, 60)), Rational{0});
  EXPECT_TRUE(overlaps({between(0, 10), between(20, 30)}, between(5, 6)));
  EXPECT_FALSE(overlaps({between(0, 10), between(20, 30)}, between(10, 20)));
}

TEST(Reservations, TheFirstIntake) {
  const Times open{between(10, 60)};
  EXPECT_EQ(first_intake(open, Rational{-1}, {}, {}, minutes(0), Persons{500}), between(10, 25));
  EXPECT_EQ(first_intake(open, Rational{60}, {}, {}, minutes(0), Persons{30}), between(10, 40));
  EXPECT_EQ(first_intake(open, Rational{-1}, {}, {between(0, 20)}, minutes(0), Persons{1}), between(20, 35));
  // Until 0:30 half of the rate is taken.
  const std::vector<Reservation> rows{{between(0, 30), Rational{15}}};
  EXPECT_EQ(first_intake(open, Rational{60}, rows, {}, minutes(0), Persons{30}), between(30, 60));
  EXPECT_EQ(first_intake(open, Rational{60}, {}, {}, minutes(0), Persons{51}).from, kNever);
  EXPECT_EQ(first_intake(open, Rational{0}, {}, {}, minutes(0), Persons{1}).from, kNever);
}

// Of 600 cars an hour 150 are taken: 75 are left in ten minutes; of the refuge's 500 places 120.
TEST(Reservations, IsReservedInTheProblem) {
  scenario::Case c = with_a_fleet();
  c.fleets.clear();
  c.origins[OriginId{0}].by_car = std::exchange(c.origins[OriginId{0}].on_foot, Persons{0});
  c.refuges[RefugeId{0}].capacity = Persons{500};
  const TravelNetwork m = timenet::travel_network(c, rules::Rounding::kInner);
  Reservations reserved(c);
  reserved.units[ArcId{0}].push_back({between(0, 240), Rational{600}});
  reserved.persons[RefugeId{0}].push_back({between(0, 60), Rational{120}});
  Discrete d = expand::discretise(m, minutes(10));
  reserve(reserved, m, Rational{1}, d);
  EXPECT_EQ(d.problem.refuges[0].capacity, 380);
  for (const LinkId a : m.tail.ids()) {
    if (m.arc[a].valid()) {
      EXPECT_EQ(flow::capacity_over(d.problem, flow::ArcId{a.index()}, {2, 12}), 10 * 75);
    }
  }
}

// Boarded at 0:10, they leave at the full quarter; back an hour after they left.
TEST(Convoys, LeaveAtFullQuarters) {
  const scenario::Case c = with_a_fleet();
  const std::vector<Group> groups = scenario::groups(c);
  const Group& group = of_fleet(groups);
  const scenario::Case mine = scenario::only(c, group);
  const TravelNetwork m = timenet::travel_network(mine, rules::Rounding::kInner);
  const std::vector<Convoy> all = convoys(mine, group, m, Reservations(c), {}, 0);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].path.front().second, minutes(15));
  EXPECT_EQ(all[0].persons, Persons{100});
  EXPECT_EQ(all[0].taken, between(35, 50));
  EXPECT_EQ(all[0].vehicles, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(all[0].ready, minutes(75));
  EXPECT_EQ(all[1].path.front().second, minutes(75));
  EXPECT_EQ(all[1].persons, Persons{50});
  EXPECT_EQ(all[1].taken, between(95, 110));
  EXPECT_EQ(days_of(c), std::vector{between(0, 240)});
  // 15 cars' room in a quarter of an hour, of which 12 are taken for the first hour: one bus then, not two.
  scenario::Case narrow = c;
  narrow.network = drawn(2, {{"r", 1, 2, 20000, 60}});
  Reservations reserved(narrow);
  reserved.units[ArcId{0}].push_back({between(0, 60), Rational{48}});
  const scenario::Case in_it = scenario::only(narrow, group);
  const std::vector<Convoy> less =
      convoys(in_it, group, timenet::travel_network(in_it, rules::Rounding::kInner), reserved, {}, 0);
  ASSERT_GE(less.size(), 1u);
  EXPECT_EQ(less[0].vehicles.size(), 1u);
  EXPECT_EQ(less[0].persons, Persons{50});
}

TEST(Trains, RunByTheirTimetable) {
  scenario::Case c = with_a_fleet();
  c.fleets[0].to = RefugeId{0};
  c.fleets[0].ride = minutes(30);
  const std::vector<TrainRun> runs = train_runs(c, c.fleets[0], Persons{150}, Reservations(c));
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].departs, minutes(15));
  EXPECT_EQ(runs[0].taken, between(45, 60));
  EXPECT_EQ(runs[0].persons, Persons{100});
  EXPECT_EQ(runs[1].departs, minutes(75));
  EXPECT_EQ(runs[1].persons, Persons{50});
  EXPECT_EQ(runs[1].vehicles, std::vector<std::int64_t>{1});
  c.refuges[RefugeId{0}].intake = PersonsPerHour{Rational{200}};
  EXPECT_EQ(train_runs(c, c.fleets[0], Persons{150}, Reservations(c))[0].taken, between(45, 75));
  c.refuges[RefugeId{0}].capacity = Persons{70};
  const std::vector<TrainRun> few = train_runs(c, c.fleets[0], Persons{150}, Reservations(c));
  ASSERT_EQ(few.size(), 1u);
  EXPECT_EQ(few[0].persons, Persons{70});
}

// A thousand people four in a car and a thousand two in a car, a road of a hundred cars in time: at most four hundred.
scenario::Case fours_and_twos() {
  scenario::Case c = empty_case(120);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{4}};
  c.network = drawn(2, {{"r", 1, 2, 20000, 60}});
  add_origin(c, "fours", 1, 1000);
  add_origin(c, "twos", 1, 1000);
  c.origins[OriginId{1}].people_per_car = PersonsPerVehicle{Rational{2}};
  add_refuge(c, "y", 2, {}, {}, 0, 120);
  return c;
}

TEST(Levels, CountPeopleByTheRoomTheyTake) {
  const scenario::Case c = fours_and_twos();
  const std::vector<Group> groups = scenario::groups(c);
  const std::vector<plan::Level> levels = bounds::levels_of(groups);
  ASSERT_EQ(levels.size(), 3u);
  EXPECT_EQ(levels[0].score, (std::vector{Rational{1}, Rational{1}}));
  EXPECT_EQ(levels[1].people_per_unit, Rational{4});
  EXPECT_EQ(levels[1].weight, Rational::of(1, 2));
  EXPECT_EQ(levels[1].score, (std::vector{Rational{1}, Rational{0}}));
  EXPECT_EQ(levels[2].people_per_unit, Rational{2});
  EXPECT_EQ(levels[2].weight, Rational{1});
  EXPECT_EQ(levels[2].score, (std::vector{Rational::of(1, 2), Rational{1}}));
  // Weights and scores count everybody once.
  for (const std::size_t g : {0u, 1u})
    EXPECT_EQ(levels[1].weight * levels[1].score[g] + levels[2].weight * levels[2].score[g], Rational{1});
  const bounds::LevelCase last = bounds::case_of_level(c, groups, levels[2]);
  EXPECT_EQ(last.c.origins[OriginId{0}].by_car, Persons{500});
  EXPECT_EQ(last.c.origins[OriginId{1}].by_car, Persons{1000});
  EXPECT_EQ(last.c.behaviour.people_per_car.count(), Rational{2});
  const bounds::LevelProofs proofs =
      bounds::prove_levels(c, groups, minutes(5), {minutes(60), minutes(120)}, jobs::Task());
  EXPECT_GE(proofs.proofs[1].at_most, Persons{400});
  EXPECT_LE(proofs.proofs[1].at_most, Persons{410});
  EXPECT_GE(proofs.proofs[0].at_most, Persons{160});
  EXPECT_LE(proofs.proofs[0].at_most, Persons{170});
  EXPECT_EQ(bounds::proving_cases(c, plan::Plan{}).size(), 1u);
}

// Two buses of fifty: who may walk or ride is counted once where cut times hold him at home both ways.
TEST(Levels, WavesOfBusesAndTheirWalkers) {
  const scenario::Case c = with_a_fleet();
  const std::vector<Group> groups = scenario::groups(c);
  const bounds::LevelCase of = bounds::case_of_level(c, groups, bounds::levels_of(groups).front());
  std::vector<std::pair<CaseTime, Persons>> waves;
  for (const OriginId o : of.c.origins.ids())
    if (of.base_of[o].valid() || o.index() > 0) waves.emplace_back(of.c.origins[o].release, of.c.origins[o].by_car);
  EXPECT_EQ(waves,
            (std::vector<std::pair<CaseTime, Persons>>{{minutes(15), Persons{100}}, {minutes(75), Persons{50}}}));
}

TEST(LevelDeadlines, AreAsManyAsThereIsRoomFor) {
  const scenario::Case c = worked_case();  // six hours, twelve nodes: 48 rows an hour for two groups
  EXPECT_EQ(bounds::level_deadlines(c, 2, std::numeric_limits<std::size_t>::max()), bounds::deadlines(c));
  EXPECT_EQ(bounds::level_deadlines(c, 2, 6 * 48), bounds::deadlines(c));
  EXPECT_EQ(bounds::level_deadlines(c, 2, 6 * 48 - 1), bounds::deadlines(c, 2));
  EXPECT_EQ(bounds::level_deadlines(c, 2, 2 * 48), (std::vector{minutes(180), minutes(360)}));
  EXPECT_EQ(bounds::level_deadlines(c, 2, 0), std::vector{minutes(360)});
}

TEST(Travellers, PrioritiesGoFirstAndCanBeTakenAway) {
  scenario::Case c = fours_and_twos();
  EXPECT_FALSE(has_priorities(c));
  EXPECT_EQ(plan_of_groups(c, {}, jobs::Task()).safe, Persons{400});
  c.origins[OriginId{1}].priority = 1;
  EXPECT_TRUE(has_priorities(c));
  const plan::Plan plan = plan_of_groups(c, {}, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{200});
  EXPECT_EQ(plan.origins[1].safe, Persons{200});
  EXPECT_FALSE(has_priorities(without_priorities(c)));
}

}  // namespace
}  // namespace passage::planner
