#include "answers/difference.h"

#include <gtest/gtest.h>

#include "test/plan/sample_plan.h"

namespace passage::answers {

using plan::Plan;
namespace test = plan::test;

namespace {

TEST(Difference, APlanAgainstItselfChangesNothing) {
  const Difference d = difference(test::north_or_west(), test::north_or_west());
  EXPECT_EQ(d.safe.gain(), Persons{0});
  EXPECT_TRUE(d.districts.empty() && d.refuges.empty() && d.roads.empty());
  EXPECT_EQ(d.mean_hours_earlier, 0.0);
}

// One more hour of "North": 440 more from Alfa over r1, r2, r3 to Zeta; Bravo loses 100 at Omega.
TEST(Difference, GainersAndLosersLargestFirst) {
  const Plan before = test::north_or_west();
  Plan after = before;
  after.safe = Persons{4520};
  after.origins[0].safe = Persons{2700};
  after.origins[1].safe = Persons{1820};
  after.refuges[0].persons = Persons{2700};
  after.refuges[1].persons = Persons{1820};
  for (plan::Flow& flow : after.flows)
    if (flow.road.index() < 3) flow.persons = Persons{1740};
  after.arrivals.clear();  // everybody half an hour sooner
  for (plan::Arrival arrival : before.arrivals) {
    arrival.taken = {arrival.taken.from - test::minutes(30), arrival.taken.until - test::minutes(30)};
    after.arrivals.push_back(arrival);
  }
  const Difference d = difference(before, after);
  EXPECT_EQ(d.safe.gain(), Persons{340});
  const std::vector<Change> districts{{"alfa", "", Persons{2260}, Persons{2700}},
                                      {"bravo", "", Persons{1920}, Persons{1820}}};
  EXPECT_EQ(d.districts, districts);
  ASSERT_EQ(d.refuges.size(), 2u);
  EXPECT_EQ(d.refuges[1].gain(), Persons{-100});
  ASSERT_EQ(d.roads.size(), 3u);
  EXPECT_EQ(d.roads[0].id, "r1");
  EXPECT_NEAR(*d.mean_hours_earlier, 0.5, 1e-9);
}

}  // namespace
}  // namespace passage::answers
