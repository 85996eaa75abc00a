#include "planner/planner.h"

#include <gtest/gtest.h>

#include "rules/access_rules.h"
#include "test/support/worked_case.h"
#include "verify/verify.h"

namespace passage::planner {

using rules::Times;

namespace {

using namespace test;

using scenario::Case;
using scenario::CaseTime;

std::vector<std::int64_t> safe_by(const plan::Plan& plan) {
  std::vector<std::int64_t> out;
  for (const plan::SafeBy& row : plan.safe_by) out.push_back(row.persons.count());
  return out;
}

void expect_verified(const Case& c, const plan::Plan& plan) {
  const verify::Verdict verdict = verify::verify_plan(c, plan, jobs::Task());
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
  for (std::size_t i = 0; i < verdict.violations.size() && i < 8; ++i) {
    ADD_FAILURE() << verdict.violations[i].rule << ": " << verdict.violations[i].text;
  }
}

// The answer by hand: North 130 min x 10 = 1,300; Zeta by r8 120 x 8 = 960; Omega 240 x 8 = 1,920.
TEST(Planner, WorkedCase) {
  const Case c = worked_case();
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.people, Persons{7300});
  EXPECT_EQ(plan.safe, Persons{4180});
  EXPECT_EQ(plan.left, Persons{3120});
  EXPECT_EQ(plan.unreached, Persons{300});
  EXPECT_EQ(plan.upper_bound, Persons{4180});
  EXPECT_EQ(plan.last_arrival, minutes(360));
  EXPECT_EQ(safe_by(plan), (std::vector<std::int64_t>{0, 100, 1180, 2260, 3220, 4180}));
  for (const plan::SafeBy& row : plan.safe_by) EXPECT_EQ(row.persons, row.at_most);
  expect_verified(c, plan);
}

// A case without people, and refuges that take nobody: proved all the same, and told why.
TEST(Planner, NobodyMovesIsProvedToo) {
  Case c = worked_case();
  for (scenario::Origin& origin : c.origins) origin.persons = origin.by_car = Persons{0};
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.upper_bound, Persons{0});
  expect_verified(c, plan);
}

TEST(Planner, RefugesThatTakeNobodyAreFull) {
  for (const bool intake : {false, true}) {
    Case c = worked_case();
    for (scenario::Refuge& refuge : c.refuges) {
      refuge.capacity.reset();
      refuge.intake.reset();
      if (intake)
        refuge.intake = PersonsPerHour{Rational{0}};
      else
        refuge.capacity = Persons{0};
    }
    const plan::Plan plan = make_plan(c, {}, jobs::Task());
    ASSERT_FALSE(plan.left_by_district.empty());
    EXPECT_EQ(plan.left_by_district[0].reason, "refuge_full");
    expect_verified(c, plan);
  }
}

// By road 300 cars x 2.5 = 12.5 a minute. The cut begins inside the road's opening, when the first can be there:
// nobody was half-way through the gate before, so the bound has no person more.
TEST(Planner, BoundOfPeopleReleasedLaterHasNoPersonMore) {
  Case c = empty_case(120);
  c.network = drawn(3, {{"r1", 1, 2, 10000, 300}, {"r2", 2, 3, 10000, 300}});
  add_origin(c, "x", 1, 5000, 40);
  add_refuge(c, "z", 3, {}, {}, 0, 120);
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{750});  // r1 in [40, 100)
  EXPECT_EQ(plan.upper_bound, Persons{750});
  expect_verified(c, plan);
}

// Each granted alone: 440, 440, 160 more.
TEST(Planner, WorkedCaseWorths) {
  Case hour = worked_case();
  hour.agreement.terms.push_back(window_term(hour.agreement.planned, scenario::CorridorId{0}, 240, 300));
  EXPECT_EQ(make_plan(hour, {}, jobs::Task()).safe, Persons{4620});
  Case lane = worked_case();
  lane.agreement.terms[scenario::TermId{1}].lanes = 3;
  EXPECT_EQ(make_plan(lane, {}, jobs::Task()).safe, Persons{4620});
  Case nine = worked_case();
  nine.refuges[scenario::RefugeId{1}].open = {between(60, 360)};
  EXPECT_EQ(make_plan(nine, {}, jobs::Task()).safe, Persons{4340});
}

TEST(Planner, WorkedCaseEnterRule) {
  Case c = worked_case();
  c.window = scenario::WindowRule::kEnter;
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{4480});
  expect_verified(c, plan);
}

// A corridor of three roads of 10 min, open [60, 120): clear of the end by 120 means r1 before 90,
// r2 before 100, r3 before 110.
TEST(AccessRules, ClearRuleCountsTheTimeLeft) {
  Case c = empty_case(240);
  c.outside = scenario::Outside::kForbidden;
  c.network = drawn(4, {{"r1", 1, 2, 10000, 480}, {"r2", 2, 3, 10000, 480}, {"r3", 3, 4, 10000, 480}});
  c.agreement.planned = c.agreement.rounds.push_back({});
  c.agreement.corridors.push_back(
      {"k", "K", c.agreement.planned, {{network::RoadId{0}}, {network::RoadId{1}}, {network::RoadId{2}}}});
  c.agreement.terms.push_back(window_term(c.agreement.planned, scenario::CorridorId{0}, 60, 120));
  const rules::AccessRules o = rules::access_rules(c, network::Mode::kCar, rules::Rounding::kInner);
  EXPECT_EQ(o.of(network::ArcId{0}), Times{between(60, 90)});
  EXPECT_EQ(o.of(network::ArcId{1}), Times{between(60, 100)});
  EXPECT_EQ(o.of(network::ArcId{2}), Times{between(60, 110)});
  EXPECT_EQ(o.of(network::NodeId{1}), (Times{between(0, 120)}));
  EXPECT_EQ(o.of(network::NodeId{0}), Times{between(0, 240)});
}

// Two towns that tie for one road lose people in proportion to their size, whatever their order.
TEST(Planner, TiesAreSharedInProportion) {
  for (const bool swapped : {false, true}) {
    Case c = empty_case(120);
    c.network = drawn(2, {{"r1", 1, 2, 10000, 480}});
    add_origin(c, swapped ? "large" : "small", 1, swapped ? 6000 : 2000);
    add_origin(c, swapped ? "small" : "large", 1, swapped ? 2000 : 6000);
    add_refuge(c, "z", 2, {}, {}, 0, 120);
    const plan::Plan plan = make_plan(c, {}, jobs::Task());
    EXPECT_EQ(plan.safe, Persons{2200});  // 110 min x 20
    for (const plan::OriginRow& row : plan.origins) {
      EXPECT_NEAR(static_cast<double>(row.safe.count()), row.id == "small" ? 550 : 1650, 5) << row.id;
    }
  }
}

// People who live at a refuge need no road: their orders have no legs. Others come past them.
TEST(Planner, PeopleWhoLiveAtARefuge) {
  Case c = empty_case(120);
  c.network = drawn(2, {{"r1", 1, 2, 10000, 480}});
  add_origin(c, "far", 1, 300);
  add_origin(c, "home", 2, 500);
  c.origins.values()[1].release = CaseTime{437'000};
  add_refuge(c, "z", 2, 700, 600, 20, 120);
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{700});
  expect_verified(c, plan);
  for (const plan::Order& order : plan.orders) EXPECT_LT(order.depart.from, order.arrive_until);
}

// Two towns at different nodes tie for the road behind the fork: 110 min x 20 = 2,200 of 8,000 people,
// 27.5 % of each. The large one lives nearer, and the files' order does not matter.
TEST(Planner, TiesBetweenNodesAreSharedInProportion) {
  for (const bool swapped : {false, true}) {
    Case c = empty_case(120);
    c.network = drawn(4, {{"r1", 1, 3, 2000, 4800}, {"r2", 2, 3, 4000, 4800}, {"r3", 3, 4, 6000, 480}});
    add_origin(c, swapped ? "large" : "small", swapped ? 1 : 2, swapped ? 6000 : 2000);
    add_origin(c, swapped ? "small" : "large", swapped ? 2 : 1, swapped ? 2000 : 6000);
    add_refuge(c, "z", 4, {}, {}, 0, 120);
    const plan::Plan plan = make_plan(c, {}, jobs::Task());
    EXPECT_EQ(plan.safe, Persons{2240});  // the first of the large town is through at 8 min
    for (const plan::OriginRow& row : plan.origins)
      EXPECT_EQ(row.safe, Persons{row.id == "small" ? 560 : 1680}) << row.id;
    expect_verified(c, plan);
  }
}

// r1 may be entered in [0, 60), r2 from 60 on at 10 a minute; the case ends at 180. Anywhere: everybody
// gathers at n2, 110 min x 10. With room for 300 there: those, and 10 a minute of who comes in [60, 70).
TEST(Planner, PeopleWaitOnlyWhereThereIsRoom) {
  Case c = empty_case(180);
  c.window = scenario::WindowRule::kEnter;
  c.network = drawn(3, {{"r1", 1, 2, 10000, 480}, {"r2", 2, 3, 10000, 240}});
  add_origin(c, "o", 1, 5000);
  add_refuge(c, "z", 3, {}, {}, 0, 180);
  for (const auto& [road, when] : {std::pair{0, between(60, 180)}, std::pair{1, between(0, 60)}}) {
    scenario::Danger shelling;
    shelling.id = road == 0 ? "late" : "early";
    shelling.closed = true;
    shelling.when = when;
    shelling.touched = {{{network::RoadId{road}}, 1}};
    c.dangers.push_back(shelling);
  }
  EXPECT_EQ(make_plan(c, {}, jobs::Task()).safe, Persons{1100});
  c.wait = scenario::WaitRule::kOriginsAndStaging;
  c.staging = Table<network::RoadId, Persons>{Persons{300}, Persons{0}};
  const plan::Plan plan = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(plan.safe, Persons{400});
  EXPECT_EQ(plan.upper_bound, Persons{1100}) << "the bound ignores the rule";
  expect_verified(c, plan);
  c.staging = {};
  const plan::Plan none = make_plan(c, {}, jobs::Task());
  EXPECT_EQ(none.safe, Persons{100});
  expect_verified(c, none);
}

// Rows of every file the other way round: by id, the same plan.
TEST(Planner, TheOrderOfRowsChangesNothing) {
  const Case c = worked_case();
  Case turned = c;
  const auto turn = [](auto& table) { std::reverse(table.values().begin(), table.values().end()); };
  turn(turned.origins);
  turn(turned.refuges);
  const plan::Plan one = make_plan(c, {}, jobs::Task()), other = make_plan(turned, {}, jobs::Task());
  EXPECT_EQ(one.flows, other.flows);
  EXPECT_EQ(one.orders, other.orders);
  EXPECT_EQ(one.safe_by, other.safe_by);
  for (const plan::OriginRow& row : one.origins) {
    const auto same =
        std::find_if(other.origins.begin(), other.origins.end(), [&](const auto& o) { return o.id == row.id; });
    EXPECT_EQ(row, *same);
  }
}

// Alfa and Bravo lose alike: 4,180 of 7,000.
TEST(Planner, WorkedCaseIsFair) {
  const plan::Plan plan = make_plan(worked_case(), {}, jobs::Task());
  EXPECT_EQ(plan.origins[0].safe, Persons{2986});
  EXPECT_EQ(plan.origins[1].safe, Persons{1194});
}

// A finer step only brings plan and bound together.
TEST(Planner, StepsConverge) {
  Case c = worked_case();
  c.agreement.terms[scenario::TermId{0}].intervals = {{minutes(60) + Millis{17'000}, minutes(240) - Millis{31'000}}};
  double before = 1;
  for (const int seconds : {300, 60, 10}) {
    const plan::Plan plan = make_plan(c, {.step = Millis{seconds * 1000}}, jobs::Task());
    EXPECT_LE(plan.gap, before + 1e-9);
    EXPECT_LE(plan.safe, plan.upper_bound);
    expect_verified(c, plan);
    before = plan.gap;
  }
  EXPECT_LT(before, 0.005);
}

}  // namespace
}  // namespace passage::planner
