// What a plan says of how it was made.
#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/planner/worked_case.h"
#include "verify/verify.h"

namespace passage::planner {
namespace {

TEST(Findings, APlanThatWasStoppedSaysSo) {
  const std::atomic<bool> stop{true};
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .fair_work = 1000, .stop = &stop});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P512"));
  EXPECT_LE(plan.safe, plan.upper_bound);
}

TEST(Findings, SharesThatAreNotLevelledToTheEnd) {
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .fair_work = 1});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P513"));
  EXPECT_EQ(plan.safe, Persons{4180});
}

TEST(Findings, LabelsThatAreTooManyAreToldByFew) {
  const plan::Plan whole = make_plan(worked_case(), {});
  const plan::Plan plan = make_plan(worked_case(), {.most_labels = whole.labels.size() - 1});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P514"));
  EXPECT_FALSE(whole.labels_left_out);
  EXPECT_TRUE(plan.labels_left_out);
  EXPECT_LT(plan.labels.size(), whole.labels.size());
  EXPECT_EQ(verify::verify_plan(worked_case(), plan).status, verify::Status::kAccepted);
}

TEST(Findings, LegsThatAreTooManyAreLeftOut) {
  const plan::Plan whole = make_plan(worked_case(), {});
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .most_legs = whole.legs.size() - 1});
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P510"));
  EXPECT_FALSE(whole.legs_left_out);
  EXPECT_TRUE(plan.legs_left_out);
  EXPECT_TRUE(plan.legs.empty());
  EXPECT_EQ(plan.orders.size(), whole.orders.size());
  EXPECT_EQ(plan.flows.size(), whole.flows.size());
  EXPECT_EQ(verify::verify_plan(worked_case(), plan).status, verify::Status::kAccepted);
}

}  // namespace
}  // namespace passage::planner
