// From continuous time to whole steps and back to people on their way: each part by hand on one road after the other,
// n1 - n2 - n3, ten minutes each, four and two people a minute.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "expand/carried.h"
#include "expand/delay_departures.h"
#include "expand/discretise.h"
#include "expand/path_decomposition.h"
#include "expand/remnants.h"
#include "expand/staging.h"
#include "orders/assemble.h"
#include "orders/fair_shares.h"
#include "orders/routes.h"
#include "planner/finalize_orders.h"
#include "rules/exposure.h"
#include "test/support/worked_case.h"
#include "timenet/contract.h"
#include "timenet/travel_network.h"

namespace passage::expand {

using rules::Rounding;

namespace {

using namespace test;

using flow::Amount;
using flow::Step;
using network::RoadId;

scenario::Case in_a_row() {
  scenario::Case c = empty_case(120);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(3, {{"r1", 1, 2, 10000, 240}, {"r2", 2, 3, 10000, 120}});
  add_origin(c, "o", 1, 1000);
  add_refuge(c, "y", 3, {}, {}, 0, 120);
  return c;
}

VertexId vertex_at(const TravelNetwork& m, int node) {
  for (const VertexId s : m.node.ids())
    if (m.node[s] == network::NodeId{node - 1}) return s;
  return {};
}
flow::ArcId arc_on(const TravelNetwork& m, const scenario::Case& c, const char* road) {
  for (const LinkId a : m.tail.ids())
    if (m.arc[a].valid() && c.network.road[m.arc[a]] == road_named(c.network, road)) return flow::ArcId{a.index()};
  return {};
}
// Between a node and the hub no road is taken: all of it in the step of intake.
void take_in(const TravelNetwork& m, Step step, Amount persons, flow::Solution& out) {
  for (const LinkId a : m.tail.ids())
    if (!m.arc[a].valid()) out.entries.push_back({flow::ArcId{a.index()}, step, persons});
  out.intakes.push_back({flow::NodeId{m.hubs[0].vertex.index()}, step, persons});
  out.safe += persons;
}
std::map<Step, Amount> entries_of(const flow::Solution& solution, flow::ArcId a) {
  std::map<Step, Amount> out;
  for (const flow::Entry& e : solution.entries)
    if (e.arc == a) out[e.step] += e.amount;
  return out;
}
void sort_entries(flow::Solution& solution) {
  std::sort(solution.entries.begin(), solution.entries.end(),
            [](const auto& x, const auto& y) { return std::pair(x.step, x.arc) < std::pair(y.step, y.arc); });
}

// In steps of seven minutes both roads have a reduced time of 0; of r2, open from 0:10 to 0:40, and ten minutes before
// the refuge, the steps that lie in 0:20 to 0:50 are 3 to 6 (0:21 to 0:49).
TEST(Discretise, CountsFromTheRefugeBackwards) {
  scenario::Case c = in_a_row();
  scenario::Danger before, after;
  before.closed = after.closed = true;
  before.when = between(0, 10);
  after.when = between(40, 120);
  before.touched = after.touched = {{{RoadId{1}}, 1}};
  c.window = scenario::WindowRule::kEnter;
  c.dangers = {before, after};
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  EXPECT_EQ(inner.potential[vertex_at(inner, 1)], minutes(20));
  const Discrete d = discretise(inner, minutes(7));
  EXPECT_EQ(d.problem.horizon, 16);  // seventeen whole steps in two hours
  const flow::ArcId r1 = arc_on(inner, c, "r1"), r2 = arc_on(inner, c, "r2");
  EXPECT_EQ(d.problem.time[r1], 0);
  EXPECT_EQ(d.problem.time[r2], 0);
  EXPECT_EQ(flow::capacity_over(d.problem, r1, {0, 17}), 17 * 28);
  EXPECT_EQ(flow::capacity_over(d.problem, r2, {0, 17}), 4 * 14);
  EXPECT_EQ(flow::capacity_over(d.problem, r2, {3, 7}), 4 * 14);
  EXPECT_EQ(time_of(inner, minutes(7), vertex_at(inner, 2), 3), between(11, 18));
  // Released at 0:00 twenty minutes before the refuge: step 3 is the first that begins after.
  EXPECT_EQ(d.problem.supplies[0].release, 3);
  // Outwards: the steps that it touches, with what passes in the part of them that is open.
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const Discrete relaxed = discretise(outer, minutes(7));
  EXPECT_EQ(flow::capacity_over(relaxed.problem, arc_on(outer, c, "r2"), {0, 17}), 2 * 30);
  EXPECT_EQ(relaxed.problem.supplies[0].release, 2);
}

// What the whole steps leave of the same opening: 0:10 to 0:11, and 0:39 to 0:40.
TEST(RemnantLinks, UseTheEndsOfOpenings) {
  scenario::Case c = in_a_row();
  c.window = scenario::WindowRule::kEnter;
  scenario::Danger before, after;
  before.closed = after.closed = true;
  before.when = between(0, 10);
  after.when = between(40, 120);
  before.touched = after.touched = {{{RoadId{1}}, 1}};
  c.dangers = {before, after};
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  const TravelNetwork roads = timenet::contract(inner, Table<LinkId, char>(inner.tail.size(), 1)).travel;
  const TravelNetwork with = with_remnant_links(roads, minutes(7));
  Times late;
  for (const LinkId a : with.tail.ids()) {
    if (!with.is_remnant(a)) continue;
    for (const CaseInterval& open : with.opening(a)) {
      late.push_back(open);
      EXPECT_EQ(remnant_entry(with, minutes(7), a, remnant_step(with, minutes(7), a, open)), open);
      // Who leaves in that step is at the tail before the opening ends.
      const CaseInterval leave = time_of(with, minutes(7), with.tail[a], remnant_step(with, minutes(7), a, open));
      EXPECT_LT(leave.from, open.until);
    }
  }
  Millis sum{0};
  for (const CaseInterval& open : late) sum += open.length();
  EXPECT_EQ(sum, minutes(2));
  EXPECT_EQ(with_remnant_links(with, minutes(10)).tail.size(), roads.tail.size());  // of ten minutes there is no rest
}

// Steps of ten minutes: 40 people go by r1 in step 2 and wait at n2 for a road that takes 20 a step. Afterwards 20 of
// them leave home a step later, and are there as soon.
TEST(DelayDepartures, WaitingIsPutOffToTheOrigin) {
  const scenario::Case c = in_a_row();
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  const Discrete d = discretise(inner, minutes(10));
  const flow::ArcId r1 = arc_on(inner, c, "r1"), r2 = arc_on(inner, c, "r2");
  flow::Solution solution;
  solution.entries = {{r1, 2, 40}, {r2, 2, 20}, {r2, 3, 20}};
  take_in(inner, 2, 20, solution);
  take_in(inner, 3, 20, solution);
  sort_entries(solution);
  const auto before = entries_of(solution, r2);
  delay_departures(inner, d, solution);
  EXPECT_EQ(entries_of(solution, r1), (std::map<Step, Amount>{{2, 20}, {3, 20}}));
  EXPECT_EQ(entries_of(solution, r2), before);
}

// 30 and 10 people at one place; 8 leave first, then the other 32: in proportion, not in the order of the file.
TEST(PathDecomposition, ResidentsLeaveInProportion) {
  scenario::Case c = in_a_row();
  c.origins[scenario::OriginId{0}].persons = c.origins[scenario::OriginId{0}].by_car = Persons{30};
  add_origin(c, "p", 1, 10);
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  Discrete d = discretise(inner, minutes(10));
  const flow::ArcId r1 = arc_on(inner, c, "r1"), r2 = arc_on(inner, c, "r2");
  flow::Solution solution;
  solution.entries = {{r1, 2, 8}, {r2, 2, 8}, {r1, 3, 32}, {r2, 3, 20}, {r2, 4, 12}};
  take_in(inner, 2, 8, solution);
  take_in(inner, 3, 20, solution);
  take_in(inner, 4, 12, solution);
  sort_entries(solution);
  const Trips trips = decompose_paths(inner, d, solution);
  std::map<std::pair<Step, std::string>, Amount> taken;
  for (const Trip& trip : trips.trips)
    taken[{trip.intake_step, c.origins[inner.supplies[trip.supply].origin].id}] += trip.persons;
  EXPECT_EQ((taken[{2, "o"}]), 6);
  EXPECT_EQ((taken[{2, "p"}]), 2);
  EXPECT_EQ((taken[{3, "o"}] + taken[{4, "o"}]), 24);
  for (const Trip& trip : trips.trips) {
    const std::vector<Leg> path = route_of(trips, trip);
    ASSERT_GE(path.size(), 2u);
    EXPECT_EQ(path[0].link.index(), r1.index());
    EXPECT_EQ(path[1].link.index(), r2.index());
  }
  // Ten people that nobody needs on r1 fall away with keep_trips.
  solution.entries.push_back({r1, 5, 10});
  sort_entries(solution);
  keep_trips(trips, d, solution);
  EXPECT_EQ(entries_of(solution, r1), (std::map<Step, Amount>{{2, 8}, {3, 32}}));
}

// Told on the same roads everybody goes as he went; where a road is missing, those who took it do not.
TEST(Carried, WaysAreTakenAsFarAsTheyLead) {
  scenario::Case c = in_a_row();
  c.network = drawn(3, {{"r1", 1, 2, 10000, 240}, {"r2", 2, 3, 10000, 120}, {"r3", 1, 3, 30000, 60}});
  const auto chains = [](const scenario::Case& of) {
    const TravelNetwork inner = timenet::travel_network(of, Rounding::kInner);
    return timenet::contract(inner, Table<LinkId, char>(inner.tail.size(), 1)).travel;
  };
  const TravelNetwork roads = chains(c);
  const Discrete d = discretise(roads, minutes(10));
  const Trips trips = decompose_paths(
      roads, d, solver::solve(d.problem, planner::solver_options({minutes(120)}, d), jobs::Task()).solution);
  const auto persons = [&](const TravelNetwork& to) {
    Amount sum = 0;
    for (const solver::Itineraries::Itinerary& it : carried(roads, trips, to, minutes(10)).all) sum += it.persons;
    return sum;
  };
  EXPECT_EQ(persons(roads), 200 + 90);
  scenario::Danger closed;
  closed.closed = true;
  closed.when = between(0, 120);
  closed.touched = {{{RoadId{2}}, 1}};
  c.dangers = {closed};
  EXPECT_EQ(persons(chains(c)), 200);
}

// Where nobody may wait at n2 nobody sets out whom r2 does not take at once; with room for 15 some may stand there.
TEST(Staging, HoldsPeopleAtHome) {
  scenario::Case c = in_a_row();
  c.wait = scenario::WaitRule::kOriginsAndStaging;
  for (const int room : {0, 15}) {
    c.staging = Table<RoadId, Persons>{Persons{room}, Persons{0}};
    const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
    const Discrete d = discretise(inner, minutes(10));
    const solver::Solved solved = solve_with_staging(c, inner, vertices_on_the_way(c, inner), d, jobs::Task());
    // From 0:20 on two a minute until 2:00.
    EXPECT_EQ(solved.solution.safe, 200);
    Amount waiting = 0;
    const auto come = entries_of(solved.solution, arc_on(inner, c, "r1")),
               go = entries_of(solved.solution, arc_on(inner, c, "r2"));
    for (Step k = 0; k <= d.problem.horizon; ++k) {
      waiting += (come.contains(k) ? come.at(k) : 0) - (go.contains(k) ? go.at(k) : 0);
      EXPECT_GE(waiting, 0) << k;
      EXPECT_LE(waiting, room) << k;
    }
  }
}

// All roads are whole minutes long; a way round that is half a minute longer needs steps of half a minute.
TEST(Staging, StepsAreThoseInWhichRoadsCanBeUsed) {
  scenario::Case c = in_a_row();
  EXPECT_EQ(staging_step(timenet::travel_network(c, Rounding::kInner)), minutes(1));
  c.network = drawn(3, {{"r1", 1, 2, 10000, 240}, {"r2", 2, 3, 10000, 120}, {"r3", 1, 3, 20500, 240}});
  EXPECT_EQ(staging_step(timenet::travel_network(c, Rounding::kInner)), Millis{30'000});
}

// A hundred and three hundred people before a road that takes two hundred in all.
scenario::Case two_places() {
  scenario::Case c = empty_case(120);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(4, {{"a", 1, 3, 10000, 600}, {"b", 2, 3, 10000, 600}, {"r", 3, 4, 10000, 120}});
  add_origin(c, "small", 1, 100);
  add_origin(c, "large", 2, 300);
  add_refuge(c, "y", 4, {}, {}, 0, 120);
  return c;
}

TEST(Settle, PlacesThatTieShareAlike) {
  const scenario::Case c = two_places();
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  Discrete d = planner::discretise_for(c, inner, minutes(10), {});
  flow::Solution solution = solver::solve(d.problem, planner::solver_options({minutes(120)}, d), jobs::Task()).solution;
  plan::Plan plan = orders::plan_of_case(c);
  const Trips trips = planner::finalize_orders(plan, c, inner, d, solution, {}, false, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{200});
  EXPECT_EQ(plan.origins[0].safe, Persons{50});
  EXPECT_EQ(plan.origins[1].safe, Persons{150});
  Persons by_flow{0}, by_order{0};
  for (const plan::Flow& flow : plan.flows)
    if (flow.road == road_named(c.network, "r")) by_flow += flow.persons;
  for (const plan::Order& order : plan.orders) by_order += order.persons;
  EXPECT_EQ(by_flow, Persons{200});
  EXPECT_EQ(by_order, Persons{200});
  Amount by_trip = 0;
  for (const Trip& trip : trips.trips) by_trip += trip.persons;
  EXPECT_EQ(by_trip, 200);
}

TEST(FairShares, AreLevelledWithoutALoss) {
  const scenario::Case c = two_places();
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  Discrete d = discretise(inner, minutes(10));
  flow::Solution solution = solver::solve(d.problem, planner::solver_options({minutes(120)}, d), jobs::Task()).solution;
  keep_trips(decompose_paths(inner, d, solution), d, solution);
  const Amount safe = solution.safe;
  EXPECT_TRUE(orders::share_fairly(inner, d, solution, 1'000'000));
  EXPECT_EQ(solution.safe, safe);
  std::map<std::string, Amount> sets_out;
  for (const Trip& trip : decompose_paths(inner, d, solution).trips)
    sets_out[c.origins[inner.supplies[trip.supply].origin].id] += trip.persons;
  EXPECT_EQ(sets_out, (std::map<std::string, Amount>{{"small", 50}, {"large", 150}}));
}

TEST(Routes, OfSuppliesAndTreesThatGoOnAlike) {
  scenario::Case c = empty_case(120);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(4, {{"in", 1, 2, 10000, 600}, {"a", 2, 4, 10000, 120}, {"b", 2, 4, 10000, 60}});
  add_origin(c, "o", 1, 5000);
  add_refuge(c, "y", 4, {}, {}, 0, 120);
  const TravelNetwork inner = timenet::travel_network(c, Rounding::kInner);
  const Discrete d = discretise(inner, minutes(10));
  const flow::Solution solution =
      solver::solve(d.problem, planner::solver_options({minutes(120)}, d), jobs::Task()).solution;
  const Trips trips = decompose_paths(inner, d, solution);
  const orders::RouteChoices choices(inner, trips, inner.supplies.size());
  ASSERT_EQ(choices.size(), 1u);
  ASSERT_EQ(choices[0].size(), 2u);  // most people first: 200 by a, 100 by b
  EXPECT_EQ(choices[0][0].persons, 200);
  EXPECT_EQ(choices[0][1].persons, 100);
  EXPECT_EQ(c.network.road[choices[0][0].route.roads.back()], road_named(c.network, "a"));
  EXPECT_EQ(choices.widest(1), (orders::Kept{{0}}));
  EXPECT_EQ(choices.widest(5), (orders::Kept{{0, 1}}));
  EXPECT_EQ(orders::together(inner, d, choices, 1), (orders::Kept{{0}}));
  for (const Trip& trip : trips.trips) EXPECT_LT(choices.choice(trip), 2u);
  orders::Tree tree;
  EXPECT_TRUE(tree.takes(c.network, choices[0][0].route));
  tree.add(c.network, choices[0][0].route);
  EXPECT_TRUE(tree.takes(c.network, choices[0][0].route));
  EXPECT_FALSE(tree.takes(c.network, choices[0][1].route)) << "at n2 it goes on otherwise";
  orders::Route elsewhere = choices[0][0].route;
  elsewhere.hub = 1;
  EXPECT_FALSE(tree.takes(c.network, elsewhere));
}

// 60 people on a road of ten minutes are ten person-hours on it, half of it in a danger of weight a half; on both roads
// at their own risk twenty more. Who enters as the danger begins is in it, who is on the road as it ends in part.
TEST(Exposure, IsByTheTimeAndTheShareOfTheRoad) {
  scenario::Case c = in_a_row();
  plan::Plan plan = orders::plan_of_case(c);
  const auto flow = [](int road, CaseInterval enter, int persons) {
    return plan::Flow{RoadId{road}, network::Direction::kForward, network::Mode::kCar, enter, Persons{persons}};
  };
  plan.flows = {flow(0, between(0, 30), 60), flow(1, between(10, 40), 60)};
  EXPECT_EQ(rules::exposure(plan, c), Rational{0});
  scenario::Danger danger;
  danger.exposure_per_person_h = Rational::of(1, 2);
  danger.when = between(0, 120);
  danger.touched = {{{RoadId{1}}, 0.5}};
  c.dangers = {danger};
  EXPECT_EQ(rules::exposure(plan, c), Rational::of(5, 2));
  c.dangers[0].when = between(25, 120);  // of 10:00 to 50:00 on the road, symmetric: the later half
  c.dangers[0].when.from = minutes(30);
  EXPECT_EQ(rules::exposure(plan, c), Rational::of(5, 4));
  c.outside = scenario::Outside::kOwnRisk;
  EXPECT_EQ(rules::exposure(plan, c), Rational{20} + Rational::of(5, 4));
}

}  // namespace
}  // namespace passage::expand
