// What a plan says of how it was made.
#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/planner/worked_case.h"

namespace passage::planner {
namespace {

TEST(Findings, APlanThatWasStoppedSaysSo) {
  const std::atomic<bool> stop{true};
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .legs = Legs::kUnlessTooMany, .fair_work = 1000, .stop = &stop});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P512"));
  EXPECT_LE(plan.safe, plan.upper_bound);
}

TEST(Findings, SharesThatAreNotLevelledToTheEnd) {
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .legs = Legs::kUnlessTooMany, .fair_work = 1});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P513"));
  EXPECT_EQ(plan.safe, Persons{4180});
}

}  // namespace
}  // namespace passage::planner
