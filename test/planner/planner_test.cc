#include "planner/planner.h"

#include <gtest/gtest.h>

#include "planner/openings.h"
#include "test/planner/worked_case.h"
#include "verify/verify.h"

namespace passage::planner {
namespace {

using scenario::Case;

std::vector<std::int64_t> safe_by(const plan::Plan& plan) {
  std::vector<std::int64_t> out;
  for (const plan::SafeBy& row : plan.safe_by) out.push_back(row.persons.count());
  return out;
}

void expect_verified(const Case& c, const plan::Plan& plan) {
  const verify::Verdict verdict = verify::verify_plan(c, plan);
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
  for (std::size_t i = 0; i < verdict.violations.size() && i < 8; ++i) {
    ADD_FAILURE() << verdict.violations[i].rule << ": " << verdict.violations[i].text;
  }
}

// The answer by hand: North 130 min x 10 = 1,300; Zeta by r8 120 x 8 = 960; Omega 240 x 8 = 1,920.
TEST(Planner, WorkedCase) {
  const Case c = worked_case();
  const plan::Plan plan = make_plan(c);
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

// Each granted alone: 440, 440, 160 more.
TEST(Planner, WorkedCaseWorths) {
  Case hour = worked_case();
  hour.agreement.terms.push_back(window_term(hour.agreement.planned, scenario::CorridorId{0}, 240, 300));
  EXPECT_EQ(make_plan(hour).safe, Persons{4620});
  Case lane = worked_case();
  lane.agreement.terms[scenario::TermId{1}].lanes = 3;
  EXPECT_EQ(make_plan(lane).safe, Persons{4620});
  Case nine = worked_case();
  nine.refuges[scenario::RefugeId{1}].open = {between(60, 360)};
  EXPECT_EQ(make_plan(nine).safe, Persons{4340});
}

TEST(Planner, WorkedCaseEnterRule) {
  Case c = worked_case();
  c.window = scenario::WindowRule::kEnter;
  const plan::Plan plan = make_plan(c);
  EXPECT_EQ(plan.safe, Persons{4480});
  expect_verified(c, plan);
}

// A corridor of three roads of 10 min, open [60, 120): clear of the end by 120 means r1 before 90,
// r2 before 100, r3 before 110.
TEST(Openings, ClearRuleCountsTheTimeLeft) {
  Case c = empty_case(240);
  c.outside = scenario::Outside::kForbidden;
  c.network = drawn(4, {{"r1", 1, 2, 10000, 480}, {"r2", 2, 3, 10000, 480}, {"r3", 3, 4, 10000, 480}});
  c.agreement.planned = c.agreement.rounds.push_back({});
  c.agreement.corridors.push_back(
      {"k", "K", c.agreement.planned, {{network::RoadId{0}}, {network::RoadId{1}}, {network::RoadId{2}}}});
  c.agreement.terms.push_back(window_term(c.agreement.planned, scenario::CorridorId{0}, 60, 120));
  const Openings o = openings(c, network::Mode::kCar, Rounding::kInner);
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
    const plan::Plan plan = make_plan(c);
    EXPECT_EQ(plan.safe, Persons{2200});  // 110 min x 20
    for (const plan::OriginRow& row : plan.origins) {
      EXPECT_NEAR(static_cast<double>(row.safe.count()), row.id == "small" ? 550 : 1650, 5) << row.id;
    }
  }
}

// A finer step only brings plan and bound together.
TEST(Planner, StepsConverge) {
  Case c = worked_case();
  c.agreement.terms[scenario::TermId{0}].intervals = {{minutes(60) + Millis{17'000}, minutes(240) - Millis{31'000}}};
  double before = 1;
  for (const int seconds : {300, 60, 10}) {
    const plan::Plan plan = make_plan(c, {.step = Millis{seconds * 1000}});
    EXPECT_LE(plan.gap, before + 1e-9);
    EXPECT_LE(plan.safe, plan.upper_bound);
    expect_verified(c, plan);
    before = plan.gap;
  }
  EXPECT_LT(before, 0.005);
}

}  // namespace
}  // namespace passage::planner
