// What the planner makes is held against the checker: two programs that share only plain data.
#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/verify/example.h"
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
  const plan::Plan p = planner::make_plan(c);
  EXPECT_EQ(p.safe, Persons{4180});
  const Verdict verdict = verify_plan(c, p);
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
}

}  // namespace
}  // namespace passage::verify
