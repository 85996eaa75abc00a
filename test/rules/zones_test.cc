// Corridors and closed areas by hand: when their roads may be entered, where people may stand, who is led past. Five
// minutes a road; a car an hour is one person.
#include "rules/zones.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/support/worked_case.h"
#include "timenet/passing.h"
#include "timenet/travel_network.h"
#include "verify/verify.h"

namespace passage::rules {
namespace {

using namespace test;

using network::NodeId;
using network::RoadId;

scenario::Case with_roads(int nodes, std::initializer_list<DrawnRoad> roads) {
  scenario::Case c = empty_case(240);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(nodes, roads);
  return c;
}
void close_roads(scenario::Case& c, std::initializer_list<const char*> roads, int from, int until) {
  scenario::Danger danger;
  danger.id = fmt::format("d{}", c.dangers.size());
  danger.closed = true;
  danger.when = between(from, until);
  for (const char* road : roads) {
    danger.touched.push_back({{road_named(c.network, road), network::Direction::kForward}, 1});
    danger.touched.push_back({{road_named(c.network, road), network::Direction::kBackward}, 1});
  }
  c.dangers.push_back(danger);
}
void open_corridor(scenario::Case& c, std::initializer_list<const char*> roads, int from, int until) {
  scenario::Agreement& agreement = c.agreement;
  if (!agreement.planned.valid())
    agreement.planned = agreement.rounds.push_back({"r", "", "", "", scenario::RoundStatus::kAgreed, {}});
  scenario::Corridor corridor{fmt::format("k{}", from), "K", agreement.planned, {}};
  for (const char* road : roads) corridor.roads.push_back({road_named(c.network, road)});
  agreement.terms.push_back(window_term(agreement.planned, agreement.corridors.push_back(corridor), from, until));
}
// How many are safe; the checker has nothing to say against it.
std::int64_t safe(const scenario::Case& c) {
  const plan::Plan plan = planner::make_plan(c, {}, jobs::Task());
  const verify::Verdict verdict = verify::verify_plan(c, plan, jobs::Task());
  for (const verify::Violation& v : verdict.violations) ADD_FAILURE() << v.rule << ": " << v.text;
  return plan.safe.count();
}

// n1 - n2 - n3, an area of both roads, open but for 1:00 to 1:30; n2 is off where a road of no zone can be entered.
TEST(ZoneRule, RoadsCloseInTimeForThoseWhoAreOnTheWay) {
  const scenario::Case c = with_roads(3, {{"r1", 1, 2, 5000, 600}, {"r2", 2, 3, 5000, 600}});
  Zone zone{{}, {between(0, 60), between(90, 240)}, {NodeId{1}}, true};
  for (const network::ArcId a : c.network.head.ids()) zone.arcs.push_back(a);
  const auto time_on = [](network::ArcId) { return Rational{minutes(5).count()}; };
  const auto rule = [&](bool leaves) {
    return zone_rule({c, time_on,
                      [&](NodeId v, CaseTime end) {
                        EXPECT_EQ(v, NodeId{1});
                        EXPECT_EQ(end, minutes(60));
                        return leaves;
                      }},
                     zone);
  };
  const auto from = [](int m) { return Rational{minutes(m).count()}; };
  const ZoneRule caught = rule(false), free = rule(true);
  const ExactTimes first{{from(0), from(50)}, {from(90), from(240)}},
      second{{from(0), from(55)}, {from(90), from(240)}};
  EXPECT_EQ(caught.entry, (std::vector{first, second}));
  EXPECT_EQ(caught.barred, (std::map<NodeId, Times>{{NodeId{1}, {between(60, 90)}}}));
  EXPECT_EQ(free.entry, (std::vector{second, second}));
  EXPECT_TRUE(free.barred.empty());
}

TEST(ZoneRule, ACorridorIsClearByTheEndOfTheCaseToo) {
  const scenario::Case c = with_roads(3, {{"r1", 1, 2, 5000, 600}, {"r2", 2, 3, 5000, 600}});
  Zone zone{{}, {between(200, 240)}, {NodeId{1}}, false};
  for (const network::ArcId a : c.network.head.ids()) zone.arcs.push_back(a);
  const ZoneRule rule = zone_rule(
      {c, [](network::ArcId) { return Rational{minutes(5).count()}; }, [](NodeId, CaseTime) { return false; }}, zone);
  EXPECT_EQ(rule.entry[0], (ExactTimes{{minutes(200).count(), minutes(230).count()}}));
  EXPECT_TRUE(rule.barred.empty());  // neither before the first opening nor after the end
}

// Two closed roads meet where people live; a free one leads away.
scenario::Case among_closed_roads() {
  scenario::Case c = with_roads(4, {{"r", 1, 2, 5000, 600}, {"d1", 1, 3, 5000, 600}, {"d2", 1, 4, 5000, 600}});
  add_origin(c, "o", 1, 10);
  add_refuge(c, "y", 2, {}, {}, 0, 240);
  return c;
}

TEST(Standing, WhoCanLeaveAClosedAreaDoes) {
  for (const auto& [from, until] : {std::pair{0, 240}, {0, 60}, {60, 240}, {60, 120}, {239, 240}}) {
    scenario::Case c = among_closed_roads();
    close_roads(c, {"d1", "d2"}, from, until);
    EXPECT_EQ(safe(c), 10) << from << " to " << until;
    c.origins[scenario::OriginId{0}].release = minutes(100);
    EXPECT_EQ(safe(c), 10) << from << " to " << until << ", released later";
    c.origins[scenario::OriginId{0}].by_car = Persons{0};
    c.origins[scenario::OriginId{0}].on_foot = Persons{10};
    c.origins[scenario::OriginId{0}].foot_node = NodeId{0};
    EXPECT_EQ(safe(c), 10) << from << " to " << until << ", on foot";
  }
}

TEST(Standing, OneClosureAfterTheOther) {
  scenario::Case c = among_closed_roads();
  close_roads(c, {"d1", "d2"}, 0, 60);
  close_roads(c, {"d1", "d2"}, 60, 240);
  EXPECT_EQ(safe(c), 10);
  close_roads(c, {"r"}, 0, 100);  // at 1:00 nobody can leave; whoever is still at home does when r opens
  EXPECT_EQ(safe(c), 10);
  close_roads(c, {"r"}, 100, 240);
  EXPECT_EQ(safe(c), 0);
}

// Two closed roads meet at the refuge, an open one leads into it: nobody stands there who is taken in.
TEST(Standing, WhoComesToARefugeIsTakenIn) {
  scenario::Case c = with_roads(4, {{"r", 1, 2, 5000, 600}, {"d1", 2, 3, 5000, 600}, {"d2", 4, 2, 5000, 600}});
  add_origin(c, "o", 1, 10, 100);
  add_refuge(c, "y", 2, {}, {}, 0, 240);
  close_roads(c, {"d1", "d2"}, 60, 200);
  EXPECT_EQ(safe(c), 10);
  add_refuge(c, "z", 2, 4, {}, 0, 240);
  c.refuges[scenario::RefugeId{0}].capacity = Persons{5};
  EXPECT_EQ(safe(c), 9);
}

// One corridor ends when another begins that shares its middle: who travels that one may pass.
TEST(Standing, ACorridorThatIsOpenLetsPeoplePassOneThatIsNot) {
  scenario::Case c = with_roads(
      5, {{"r1", 1, 2, 5000, 600}, {"r2", 2, 3, 5000, 600}, {"r3", 3, 4, 5000, 600}, {"s", 5, 2, 5000, 600}});
  c.outside = scenario::Outside::kForbidden;
  add_origin(c, "o", 5, 10);
  add_refuge(c, "y", 4, {}, {}, 0, 240);
  open_corridor(c, {"r1", "r2", "r3"}, 0, 60);
  open_corridor(c, {"s", "r2", "r3"}, 60, 120);
  EXPECT_EQ(safe(c), 10);
  c.agreement.terms.values().back().in_force = false;
  EXPECT_EQ(safe(c), 0);
}

// As one closure ends another begins: nobody may stand where the closed roads meet, and who comes does not stop there.
TEST(Standing, WhoDoesNotStopIsLedThrough) {
  scenario::Case c = with_roads(
      5, {{"in", 1, 2, 5000, 600}, {"out", 2, 3, 5000, 120}, {"d1", 2, 4, 5000, 600}, {"d2", 2, 5, 5000, 600}});
  add_origin(c, "o", 1, 500);
  add_origin(c, "p", 2, 10);
  add_refuge(c, "y", 3, {}, {}, 0, 240);
  close_roads(c, {"d1", "d2"}, 60, 240);
  close_roads(c, {"out"}, 0, 60);
  EXPECT_EQ(safe(c), 350);  // two a minute from 1:00 to 3:55
  EXPECT_EQ(timenet::network_with_passing(c).hurried.size(), timenet::network_with_passing(c).travel.node.size());
  c.dangers.pop_back();
  EXPECT_EQ(safe(c), 470);
  EXPECT_EQ(timenet::network_with_passing(c).hurried.size(), 0u);  // n2 is off: a road leads away
}

// A node with limited standing has a vertex for each time of standing, a home, and one where people are taken in;
// people may leave home and come to the refuge while it is barred, and nobody passes.
TEST(TravelNetwork, HomesAndRefugesAreThereWhateverCloses) {
  scenario::Case c = with_roads(3, {{"in", 1, 2, 5000, 600}, {"d1", 2, 3, 5000, 600}, {"d2", 3, 2, 5000, 600}});
  add_origin(c, "o", 1, 10);
  add_origin(c, "p", 2, 10);
  add_refuge(c, "y", 2, {}, {}, 0, 240);
  add_refuge(c, "z", 3, {}, {}, 0, 240);
  close_roads(c, {"d1", "d2"}, 60, 120);
  const timenet::TravelNetwork m = timenet::travel_network(c, Rounding::kInner);
  int vertices = 0;
  Times in;
  for (const timenet::VertexId s : m.node.ids()) vertices += m.node[s] == NodeId{1};
  for (const timenet::LinkId a : m.tail.ids()) {
    if (m.arc[a].valid() && c.network.road[m.arc[a]] == road_named(c.network, "in"))
      for (const CaseInterval& open : m.opening(a)) in.push_back(open);
  }
  EXPECT_EQ(vertices, 2);                           // to 1:00, and from 2:00
  EXPECT_EQ(merged(in), (Times{between(0, 235)}));  // to be there in time
  EXPECT_FALSE(m.node[m.supplies[1].vertex].valid());
  EXPECT_EQ(safe(c), 20);
}

}  // namespace
}  // namespace passage::rules
