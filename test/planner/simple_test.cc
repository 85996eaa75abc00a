#include "planner/simple.h"

#include <gtest/gtest.h>

#include <set>

#include "planner/outcome.h"
#include "planner/planner.h"
#include "test/planner/worked_case.h"
#include "verify/verify.h"

namespace passage::planner {
namespace {

using Route = std::vector<std::uint32_t>;

// The roads of each order, by place.
std::map<std::string, std::set<Route>> routes_of(const plan::Plan& plan) {
  std::map<plan::OrderId, Route> roads;
  for (const plan::Leg& leg : plan.legs) {
    Route& route = roads[leg.order];
    if (static_cast<std::size_t>(leg.seq) > route.size()) route.push_back(leg.road.index());
  }
  std::map<std::string, std::set<Route>> out;
  for (const auto& [order, route] : roads) out[plan.orders[order].origin_id].insert(route);
  return out;
}

void expect_simple(const Case& c, const plan::Plan& plan, std::size_t most) {
  for (const auto& [place, routes] : routes_of(plan)) EXPECT_LE(routes.size(), most) << place;
  const verify::Verdict verdict = verify::verify_plan(c, plan);
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
  for (const verify::Violation& violation : verdict.violations) ADD_FAILURE() << violation.rule << violation.text;
}

// One town, two roads of 10 min to the refuge, 20 and 8 people a minute, 50 min of entries: 1,400 by
// both, 1,000 by the better one.
TEST(Simple, OneRouteOfTwo) {
  Case c = empty_case(60);
  c.network = drawn(2, {{"wide", 1, 2, 10000, 480}, {"narrow", 1, 2, 10000, 192}});
  add_origin(c, "o", 1, 2000);
  add_refuge(c, "z", 2, {}, {}, 0, 60);
  const plan::Plan any = make_plan(c), one = make_plan(c, {.routes = 1});
  EXPECT_EQ(any.safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1000});
  EXPECT_EQ(one.upper_bound, Persons{1400});
  expect_simple(c, one, 1);
  EXPECT_EQ(make_plan(c, {.routes = 2}).safe, Persons{1400});
}

// Everybody can go by the wide road, later: who was on the narrow one is sent after the others.
TEST(Simple, OthersGoByTheRouteThatIsKept) {
  Case c = empty_case(120);
  c.network = drawn(2, {{"wide", 1, 2, 10000, 480}, {"narrow", 1, 2, 10000, 192}});
  add_origin(c, "o", 1, 1400);
  add_refuge(c, "z", 2, {}, {}, 0, 120);
  const plan::Plan any = make_plan(c), one = make_plan(c, {.routes = 1});
  EXPECT_EQ(any.safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1400});
  expect_simple(c, one, 1);
  const PriceOfSimplicity price = price_of_simplicity(outcome_of(any), outcome_of(one));
  EXPECT_EQ(price.people, Persons{0});
  EXPECT_NEAR(price.hours_later, (70 - 50) / 2.0 / 60, 0.02);  // arrivals over 70 min, not 50
}

TEST(Simple, WorkedCase) {
  const Case c = worked_case();
  for (const std::size_t most : {1, 2, 3}) {
    const plan::Plan plan = make_plan(c, {.routes = most});
    expect_simple(c, plan, most);
    // One route: Alfa by the north, 130 min x 10; Bravo to Omega, 240 min x 8. Alfa to Omega and Bravo to Zeta, the
    // routes of most people, would be 1,920 + 960.
    EXPECT_EQ(plan.safe, most == 1 ? Persons{3220} : Persons{4180}) << most;
  }
}

// Three towns at one place: those whose route goes leave room to people whom the plan with any routes left at home.
TEST(Simple, WhoWasLeftTakesTheRoomOfOthers) {
  Case c = empty_case(60);
  c.network = drawn(2, {{"wide", 1, 2, 10000, 480}, {"narrow", 1, 2, 10000, 192}});
  add_origin(c, "o", 1, 700);
  add_origin(c, "p", 1, 700);
  add_origin(c, "q", 1, 700);
  add_refuge(c, "z", 2, {}, {}, 0, 60);
  const plan::Plan one = make_plan(c, {.routes = 1});
  EXPECT_EQ(make_plan(c).safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1400});  // two towns by the wide road, one by the narrow one
  expect_simple(c, one, 1);
}

}  // namespace
}  // namespace passage::planner
