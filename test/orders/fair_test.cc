#include "orders/fair.h"

#include <gtest/gtest.h>

#include "answers/outcome.h"
#include "planner/planner.h"
#include "test/support/worked_case.h"
#include "verify/verify.h"

namespace passage::orders {

using planner::Sharing;

namespace {

using namespace test;

std::map<std::string, std::int64_t> safe_in(const plan::Plan& plan) {
  std::map<std::string, std::int64_t> out;
  for (const auto& [district, persons] : answers::outcome_of(plan).safe_in) out[district] = persons.count();
  return out;
}

// Near (node 2) is 10 min from the refuge, far (node 1) 30; both need the last road, open [0, 100): entries
// before 100, 20 a minute, far's from 20 on. Soonest: near fills minutes 0 .. 50 (1,000), far the rest: 1,000.
// Fair shares of 1,000 and 2,000: 2/3 of each, 667 and 1,333, as many in all (the 2,000 of 100 min).
TEST(Fair, FarAndNear) {
  Case c = empty_case(120);
  c.network = drawn(3, {{"far", 1, 2, 20000, 480}, {"last", 2, 3, 10000, 480}});
  add_origin(c, "far", 1, 2000);
  add_origin(c, "near", 2, 1000);
  add_refuge(c, "z", 3, {}, {}, 0, 110);
  const plan::Plan soonest = planner::make_plan(c, {}, jobs::Task()),
                   fair = planner::make_plan(c, {.sharing = Sharing::kFair}, jobs::Task());
  EXPECT_EQ(soonest.safe, Persons{2000});
  EXPECT_EQ(fair.safe, Persons{2000});
  EXPECT_NEAR(static_cast<double>(safe_in(fair)["far"]), 1333, 1);
  EXPECT_NEAR(static_cast<double>(safe_in(fair)["near"]), 667, 1);
  const answers::PriceOfFairness price =
      answers::price_of_fairness(answers::outcome_of(soonest), answers::outcome_of(fair));
  EXPECT_NEAR(price.share_after, 2.0 / 3, 0.002);
  EXPECT_LE(price.share_before, price.share_after + 0.001);  // every plan shares ties in proportion, to a person
  EXPECT_EQ(price.people, Persons{0});
  const verify::Verdict verdict = verify::verify_plan(c, fair, jobs::Task());
  EXPECT_EQ(verdict.status, verify::Status::kAccepted);
}

// Three districts, two of them behind a road of 600 people's room, the third with one of its own:
// the two share 600 as 300 and 300 of 900 each, the third is not held back by them.
TEST(Fair, WhoIsNotHeldBackIsNotHeldBack) {
  Case c = empty_case(70);
  c.network =
      drawn(5, {{"a", 1, 4, 10000, 480}, {"b", 2, 4, 10000, 480}, {"ab", 4, 5, 10000, 288}, {"c", 3, 5, 10000, 480}});
  add_origin(c, "a", 1, 900);
  add_origin(c, "b", 2, 900);
  add_origin(c, "c", 3, 900);
  add_refuge(c, "z", 5, {}, {}, 0, 70);
  const plan::Plan fair = planner::make_plan(c, {.sharing = Sharing::kFair}, jobs::Task());
  EXPECT_EQ(fair.safe, Persons{1500});
  EXPECT_EQ(safe_in(fair), (std::map<std::string, std::int64_t>{{"a", 300}, {"b", 300}, {"c", 900}}));
}

// Two places of one district count together: the one at the head of the queue may send all it has.
TEST(Fair, PlacesOfOneDistrictCountTogether) {
  Case c = empty_case(70);
  c.network = drawn(3, {{"far", 1, 2, 30000, 480}, {"last", 2, 3, 10000, 288}});
  add_origin(c, "x1", 1, 600);
  add_origin(c, "x2", 2, 300);
  add_origin(c, "y", 2, 900);
  c.origins[scenario::OriginId{0}].district = c.origins[scenario::OriginId{1}].district = "x";
  add_refuge(c, "z", 3, {}, {}, 0, 70);
  const plan::Plan fair = planner::make_plan(c, {.sharing = Sharing::kFair}, jobs::Task());
  EXPECT_EQ(fair.safe, Persons{720});  // 60 min x 12
  EXPECT_EQ(safe_in(fair)["x"], 360);
  EXPECT_EQ(safe_in(fair)["y"], 360);
}

TEST(Fair, WorkedCaseLosesNobody) {
  const Case c = worked_case();
  const plan::Plan fair = planner::make_plan(c, {.sharing = Sharing::kFair}, jobs::Task());
  EXPECT_EQ(fair.safe, Persons{4180});
  EXPECT_EQ(safe_in(fair)["bravo"], 1194);  // 4,180 of 7,000 in the share of each: 2,985.7 and 1,194.3
  EXPECT_EQ(safe_in(fair)["alfa"], 2986);
  EXPECT_EQ(verify::verify_plan(c, fair, jobs::Task()).status, verify::Status::kAccepted);
}

}  // namespace
}  // namespace passage::orders
