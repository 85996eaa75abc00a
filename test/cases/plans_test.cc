// Real roads, end to end: read, plan, verify. What the plans must keep is worked out here from their
// rows and the case's own figures.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "casefile/read_case.h"
#include "planner/planner.h"
#include "scenario/case.h"
#include "test/cases/real_cases.h"
#include "verify/verify.h"

namespace passage::test {
namespace {

namespace fs = std::filesystem;
using network::NodeId;
using plan::PlanTime;

class RealRoads : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/passage-case-XXXXXX";
    folder_ = mkdtemp(name);
  }
  void TearDown() override { fs::remove_all(folder_); }

  scenario::Case read(const std::string& name) {
    make_case(name, folder_ / name);
    return casefile::read_case((folder_ / name).string(), {}, jobs::Task());
  }

  fs::path folder_;
};
#define NEED_CASE(name)                                                                     \
  if (!data_for(name)) {                                                                    \
    if (std::getenv("CI") != nullptr) FAIL() << "PASSAGE_DATA lacks the roads of " << name; \
    GTEST_SKIP() << "PASSAGE_DATA lacks the roads of " << name;                             \
  }

void expect_sound(const scenario::Case& c, const plan::Plan& p) {
  EXPECT_EQ(p.people, p.safe + p.left + p.staying);
  EXPECT_LE(p.safe, p.upper_bound);
  Persons people, in_orders, at_refuges;
  for (const scenario::Origin& o : c.origins) people += o.persons;
  for (const plan::Order& o : p.orders) in_orders += o.persons;
  for (const plan::RefugeRow& r : p.refuges) {
    at_refuges += r.persons;
    if (r.capacity) {
      EXPECT_LE(r.persons, *r.capacity) << r.id;
    }
  }
  EXPECT_EQ(people, p.people);
  EXPECT_EQ(in_orders, p.safe);
  EXPECT_EQ(at_refuges, p.safe);
  const verify::Verdict verdict = verify::verify_plan(c, p, jobs::Task());
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
  for (const verify::Violation& v : verdict.violations) ADD_FAILURE() << v.rule << ": " << v.text;
}

Millis crossing_time(const scenario::Case& c, const plan::Flow& f) {  // rounded up: nobody is there sooner
  const std::int64_t speed = f.mode == network::Mode::kCar ? c.network.speed_m_h[f.road] : c.behaviour.walk_m_h;
  return Millis{(c.network.length_mm[f.road] * 3600 + speed - 1) / speed};
}

NodeId head_of(const scenario::Case& c, network::RoadId road, network::Direction direction) {
  return direction == network::Direction::kForward ? c.network.to[road] : c.network.from[road];
}
NodeId tail_of(const scenario::Case& c, network::RoadId road, network::Direction direction) {
  return direction == network::Direction::kForward ? c.network.from[road] : c.network.to[road];
}

// People between the corridor's ends at t: on its roads, and standing at its nodes.
Persons inside(const scenario::Case& c, const plan::Plan& p, const scenario::Corridor& corridor, PlanTime t) {
  const NodeId first = tail_of(c, corridor.roads.front().road, corridor.roads.front().direction);
  const NodeId last = head_of(c, corridor.roads.back().road, corridor.roads.back().direction);
  double on_roads = 0, standing = 0;
  for (const plan::Flow& f : p.flows) {
    const Millis time = crossing_time(c, f);
    const auto persons = static_cast<double>(f.persons.count());
    const auto share = [&](PlanTime upto) {  // of the row's people, who have entered before `upto`
      const double length = static_cast<double>(f.enter.length().count());
      return std::clamp(static_cast<double>((upto - f.enter.from).count()) / length, 0.0, 1.0);
    };
    on_roads += persons * (share(t) - share(t - time));
    const NodeId from = tail_of(c, f.road, f.direction), to = head_of(c, f.road, f.direction);
    if (to != first && to != last) standing += persons * share(t - time);
    if (from != first && from != last) standing -= persons * share(t);
  }
  return Persons{static_cast<std::int64_t>(std::ceil(on_roads + standing - 1e-6))};
}

TEST_F(RealRoads, MoldovasCorridorIsClearWhenItsWindowsEnd) {
  NEED_CASE("moldova-corridor");
  scenario::Case c = read("moldova-corridor");
  const scenario::Corridor& corridor = c.agreement.corridors[scenario::CorridorId{0}];
  ASSERT_GT(corridor.roads.size(), 300u);  // short arcs: a rule arc by arc would let people stop anywhere
  for (std::size_t i = 1; i < corridor.roads.size(); ++i) {
    EXPECT_EQ(head_of(c, corridor.roads[i - 1].road, corridor.roads[i - 1].direction),
              tail_of(c, corridor.roads[i].road, corridor.roads[i].direction));
  }
  const PlanTime noon = Millis{(4 * 60 + 30) * 60'000}, evening = Millis{9 * 3'600'000};  // 12:30, 17:00
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  expect_sound(c, p);
  EXPECT_EQ(p.people, Persons{16'000});
  EXPECT_GT(p.safe, Persons{3'000});
  EXPECT_GT(p.left, Persons{1'000});                                          // the road was wanted to the last minute
  EXPECT_GT(inside(c, p, corridor, noon - Millis{3'600'000}), Persons{500});  // and in use till then
  for (const PlanTime end : {noon, evening}) {
    for (const int minutes : {0, 1, 30}) EXPECT_EQ(inside(c, p, corridor, end + Millis{minutes * 60'000}), Persons{0});
  }
  // With the entries alone inside the window, people are caught: so the figure above can fail.
  c.window = scenario::WindowRule::kEnter;
  const plan::Plan entered = planner::make_plan(c, {}, jobs::Task());
  expect_sound(c, entered);
  EXPECT_GT(inside(c, entered, corridor, noon), Persons{500});
  EXPECT_GE(entered.upper_bound, p.upper_bound);
}

// 27,150 people, one row a crossing and hour. Planned in steps of ten minutes for its gap, and as `passage plan`
// does for what is possible.
TEST_F(RealRoads, MoldovaFromTheCrossingsInland) {
  NEED_CASE("moldova");
  const scenario::Case c = read("moldova");
  EXPECT_EQ(c.origins.size(), 16u * 24u);
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  expect_sound(c, p);
  EXPECT_EQ(p.people, Persons{27'150});
  EXPECT_LE(p.gap, 0.005);
  // The corridor from Palanca is used, and by day only.
  const scenario::Corridor& corridor = c.agreement.corridors[scenario::CorridorId{0}];
  ASSERT_GT(corridor.roads.size(), 300u);
  std::map<std::pair<network::RoadId, network::Direction>, bool> of;
  for (const scenario::RoadSide& side : corridor.roads) of[{side.road, side.direction}] = true;
  Persons on_it;
  for (const plan::Flow& f : p.flows) {
    if (!of.contains({f.road, f.direction})) continue;
    on_it += f.persons;
    EXPECT_GE(f.enter.from, Millis{6 * 3'600'000});
    EXPECT_LE(f.enter.until, Millis{20 * 3'600'000});
  }
  EXPECT_GT(on_it, Persons{0});
}

TEST_F(RealRoads, PodkarpackieFromFourOfPolandsCrossings) {
  NEED_CASE("podkarpackie");
  const scenario::Case c = read("podkarpackie");
  const plan::Plan p = planner::make_plan(c, {.gap = 0}, jobs::Task());
  expect_sound(c, p);
  // 140,843 over eight crossings: 17,605 or one more for each.
  EXPECT_GE(p.people, Persons{70'420});
  EXPECT_LE(p.people, Persons{70'424});
  EXPECT_EQ(p.gap, 0);
}

TEST_F(RealRoads, PortoOutOfTheCity) {
  NEED_CASE("porto");
  const scenario::Case c = read("porto");
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  expect_sound(c, p);
  EXPECT_EQ(p.people, Persons{240'000});
  EXPECT_LE(p.gap, 0.015);
}

// Wherever the time is up, while the core grows too: what the plan says is true.
TEST_F(RealRoads, PlansStoppedOnTheWayAreAccepted) {
  NEED_CASE("podkarpackie");
  const scenario::Case c = read("podkarpackie");
  const Persons best = planner::make_plan(c, {.gap = 0}, jobs::Task()).safe;
  for (const double seconds : {0.1, 0.3, 0.8, 2.1}) {
    SCOPED_TRACE(seconds);
    const plan::Plan p = planner::make_plan(c, {.gap = 0, .seconds = seconds}, jobs::Task());
    expect_sound(c, p);
    EXPECT_GE(p.upper_bound, best);
  }
}

}  // namespace
}  // namespace passage::test
