// What the planner makes is held against the checker: two programs that share only plain data.
#include <algorithm>

#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/support/example.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

std::string all(const Verdict& verdict) {
  std::string out;
  for (const Violation& violation : verdict.violations) out += violation.rule + ": " + violation.text + "\n";
  return out;
}

TEST(PlannersPlans, WorkedCase) {
  const auto c = example::north_or_west();
  const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(p.safe, Persons{4180});
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
}

// Rows that tell other cut times: with each of them later or left out, somewhere too little is proved.
TEST(PlannersPlans, SpoiltRowsOfLabelsAreFound) {
  const auto c = example::north_or_west();
  const plan::Plan p = planner::make_plan(c, {.most_labels = 0}, jobs::Task());
  ASSERT_TRUE(p.labels_left_out);
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
  int before_horizon = 0, later = 0, lacking = 0;
  for (std::size_t i = 0; i < p.labels.size(); ++i) {
    if (p.labels[i].deadline == p.horizon) continue;
    ++before_horizon;
    plan::Plan spoilt = p;
    spoilt.labels[i].alpha = std::min(spoilt.labels[i].alpha + Millis{15 * 60'000}, spoilt.labels[i].deadline);
    later += verify_plan(c, spoilt, jobs::Task()).status == Status::kRejected;
    spoilt = p;
    spoilt.labels.erase(spoilt.labels.begin() + static_cast<std::ptrdiff_t>(i));
    lacking += verify_plan(c, spoilt, jobs::Task()).status == Status::kRejected;
  }
  EXPECT_GT(before_horizon, 0);
  EXPECT_GT(later, 0);
  EXPECT_GT(lacking, 0);
}

}  // namespace
}  // namespace passage::verify
