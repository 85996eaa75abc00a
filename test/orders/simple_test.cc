#include "orders/simple.h"

#include <gtest/gtest.h>

#include <set>

#include "answers/outcome.h"
#include "planner/planner.h"
#include "test/support/worked_case.h"
#include "verify/verify.h"

namespace passage::orders {
namespace {

using namespace test;

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
  const verify::Verdict verdict = verify::verify_plan(c, plan, jobs::Task());
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
  for (const verify::Violation& violation : verdict.violations) ADD_FAILURE() << violation.rule << violation.text;
}

void in_one_district(Case& c) {
  const std::string district = "d";
  for (scenario::Origin& origin : c.origins) origin.district = district;
}

// One town, two roads of 10 min to the refuge, 20 and 8 people a minute, 50 min of entries: 1,400 by
// both, 1,000 by the better one.
TEST(Simple, OneRouteOfTwo) {
  Case c = empty_case(60);
  c.network = drawn(2, {{"wide", 1, 2, 10000, 480}, {"narrow", 1, 2, 10000, 192}});
  add_origin(c, "o", 1, 2000);
  add_refuge(c, "z", 2, {}, {}, 0, 60);
  const plan::Plan any = planner::make_plan(c, {}, jobs::Task()),
                   one = planner::make_plan(c, {.routes = 1}, jobs::Task());
  EXPECT_EQ(any.safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1000});
  EXPECT_EQ(one.upper_bound, Persons{1400});
  expect_simple(c, one, 1);
  EXPECT_EQ(planner::make_plan(c, {.routes = 2}, jobs::Task()).safe, Persons{1400});
}

// Everybody can go by the wide road, later: who was on the narrow one is sent after the others.
TEST(Simple, OthersGoByTheRouteThatIsKept) {
  Case c = empty_case(120);
  c.network = drawn(2, {{"wide", 1, 2, 10000, 480}, {"narrow", 1, 2, 10000, 192}});
  add_origin(c, "o", 1, 1400);
  add_refuge(c, "z", 2, {}, {}, 0, 120);
  const plan::Plan any = planner::make_plan(c, {}, jobs::Task()),
                   one = planner::make_plan(c, {.routes = 1}, jobs::Task());
  EXPECT_EQ(any.safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1400});
  expect_simple(c, one, 1);
  const answers::PriceOfSimplicity price =
      answers::price_of_simplicity(answers::outcome_of(any), answers::outcome_of(one));
  EXPECT_EQ(price.people, Persons{0});
  EXPECT_NEAR(price.hours_later, (70 - 50) / 2.0 / 60, 0.02);  // arrivals over 70 min, not 50
}

TEST(Simple, WorkedCase) {
  const Case c = worked_case();
  for (const std::size_t most : {1, 2, 3}) {
    const plan::Plan plan = planner::make_plan(c, {.routes = most}, jobs::Task());
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
  const plan::Plan one = planner::make_plan(c, {.routes = 1}, jobs::Task());
  EXPECT_EQ(planner::make_plan(c, {}, jobs::Task()).safe, Persons{1400});
  EXPECT_EQ(one.safe, Persons{1400});  // two towns by the wide road, one by the narrow one
  expect_simple(c, one, 1);
}

// Plans with few routes at once, each with a program for CBC: as one after the other.
TEST(Simple, SeveralAtOnce) {
  const Case c = worked_case();
  const plan::Plan alone = planner::make_plan(c, {.routes = 1}, jobs::Task());
  for (int round = 0; round < 3; ++round) {
    std::vector<plan::Plan> plans(8);
    jobs::Task().in_parallel(plans.size(),
                             [&](std::size_t i) { plans[i] = planner::make_plan(c, {.routes = 1}, jobs::Task()); });
    for (const plan::Plan& plan : plans) EXPECT_EQ(plan, alone);
  }
}

// At each place the people of a district go on by one road, and to one refuge.
void expect_one_tree(const Case& c, const plan::Plan& plan) {
  std::map<std::pair<std::string, network::NodeId>, network::RoadId> next;
  std::map<std::string, std::string> refuge, district;
  for (const scenario::Origin& origin : c.origins) district[origin.id] = origin.district;
  for (const plan::Leg& leg : plan.legs) {
    const plan::Order& order = plan.orders[leg.order];
    const bool forward = leg.direction == network::Direction::kForward;
    const network::NodeId at = forward ? c.network.from[leg.road] : c.network.to[leg.road];
    const std::string& name = district[order.origin_id];
    EXPECT_EQ(next.emplace(std::pair(name, at), leg.road).first->second, leg.road) << name;
    EXPECT_EQ(refuge.emplace(name, order.refuge_id).first->second, order.refuge_id) << name;
  }
}

// Two towns, 5 min from a junction; from there 10 min by a wide road, 20 people a minute, to one refuge, by a narrow
// one, 8 a minute, to another. 45 min of entries: 900 and 360. Towns of their own go one way each; of one district,
// both one way.
TEST(Simple, ADistrictGoesByOneRoute) {
  Case c = empty_case(60);
  c.network = drawn(
      5, {{"a", 1, 3, 5000, 960}, {"b", 2, 3, 5000, 960}, {"wide", 3, 4, 10000, 480}, {"narrow", 3, 5, 10000, 192}});
  add_origin(c, "o", 1, 800);
  add_origin(c, "p", 2, 800);
  add_refuge(c, "y", 4, {}, {}, 0, 60);
  add_refuge(c, "z", 5, {}, {}, 0, 60);
  EXPECT_EQ(planner::make_plan(c, {}, jobs::Task()).safe, Persons{1260});
  EXPECT_EQ(planner::make_plan(c, {.routes = 1}, jobs::Task()).safe, Persons{1160});  // 800 and 360
  in_one_district(c);
  const plan::Plan one = planner::make_plan(c, {.routes = 1}, jobs::Task());
  EXPECT_EQ(one.safe, Persons{900});
  expect_one_tree(c, one);
  expect_simple(c, one, 1);
  const plan::Plan two = planner::make_plan(c, {.routes = 2}, jobs::Task());
  EXPECT_EQ(two.safe, Persons{1260});
  expect_simple(c, two, 2);
}

// The second town's own way leads to the other refuge, and is the shorter one: in a district with the first it joins
// that one's way at the junction between them.
TEST(Simple, PlacesJoinTheWayOfTheirDistrict) {
  Case c = empty_case(120);
  c.network =
      drawn(5, {{"a", 1, 2, 5000, 960}, {"b", 2, 4, 5000, 960}, {"c", 3, 5, 1000, 960}, {"d", 3, 2, 9000, 960}});
  add_origin(c, "o", 1, 800);
  add_origin(c, "p", 3, 400);
  add_refuge(c, "y", 4, {}, {}, 0, 120);
  add_refuge(c, "z", 5, {}, {}, 0, 120);
  in_one_district(c);
  const plan::Plan one = planner::make_plan(c, {.routes = 1}, jobs::Task());
  EXPECT_EQ(planner::make_plan(c, {}, jobs::Task()).refuges[1].persons, Persons{400});
  EXPECT_EQ(one.safe, Persons{1200});
  EXPECT_EQ(one.refuges[0].persons, Persons{1200});
  expect_one_tree(c, one);
  expect_simple(c, one, 1);
}

}  // namespace
}  // namespace passage::orders
