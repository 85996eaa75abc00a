// What a plan says of how it was made.
#include <atomic>
#include <limits>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "planner/planner.h"
#include "test/support/worked_case.h"
#include "verify/verify.h"

namespace passage::planner {
namespace {

using namespace test;

TEST(Findings, APlanThatWasStoppedSaysSo) {
  const jobs::Task task;
  task.cancel();
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .fair_work = 1000}, task);
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P512"));
  EXPECT_LE(plan.safe, plan.upper_bound);
}

TEST(Findings, SharesThatAreNotLevelledToTheEnd) {
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .fair_work = 1}, jobs::Task());
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P513"));
  EXPECT_EQ(plan.safe, Persons{4180});
}

TEST(Findings, LabelsThatAreTooManyAreToldByFew) {
  const plan::Plan whole = make_plan(worked_case(), {}, jobs::Task());
  const plan::Plan plan = make_plan(worked_case(), {.most_labels = whole.labels.size() - 1}, jobs::Task());
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P514"));
  EXPECT_FALSE(whole.labels_left_out);
  EXPECT_TRUE(plan.labels_left_out);
  EXPECT_LT(plan.labels.size(), whole.labels.size());
  EXPECT_EQ(verify::verify_plan(worked_case(), plan, jobs::Task()).status, verify::Status::kAccepted);
}

// Six hours: with room for the labels of two deadlines of both groups the bounds of three hours are those of the next.
TEST(Findings, HoursOfSeveralGroupsThatAreNotProved) {
  Case c = worked_case();
  c.origins[scenario::OriginId{0}].people_per_car = PersonsPerVehicle{Rational{4}};
  const plan::Plan whole = make_plan(c, {.most_labels = std::numeric_limits<std::size_t>::max()}, jobs::Task());
  const plan::Plan plan = make_plan(c, {.most_labels = 2 * 2 * 2 * c.network.node_count()}, jobs::Task());
  const auto has = [](const plan::Plan& of) {
    return std::any_of(of.findings.begin(), of.findings.end(), [](const Problem& p) { return p.code == "P515"; });
  };
  const auto hours = [](const plan::Plan& of) {
    std::set<CaseTime> out;
    for (const plan::Label& label : of.labels) out.insert(label.deadline);
    return out;
  };
  EXPECT_FALSE(has(whole));
  EXPECT_TRUE(has(plan));
  EXPECT_EQ(hours(whole),
            (std::set{minutes(60), minutes(120), minutes(180), minutes(240), minutes(300), minutes(360)}));
  EXPECT_EQ(hours(plan), (std::set{minutes(180), minutes(360)}));
  EXPECT_EQ(plan.safe_by[0].at_most, plan.safe_by[2].at_most);
  EXPECT_EQ(plan.upper_bound, whole.upper_bound);
  const auto accepted = [&](const plan::Plan& of) {
    return verify::verify_plan(c, of, jobs::Task()).status == verify::Status::kAccepted;
  };
  EXPECT_TRUE(accepted(whole));
  EXPECT_TRUE(accepted(plan));
  plan::Plan silent = plan, alarmed = whole;
  silent.findings = whole.findings;
  alarmed.findings = plan.findings;
  EXPECT_FALSE(accepted(silent));
  EXPECT_FALSE(accepted(alarmed));
}

TEST(Findings, LegsThatAreTooManyAreLeftOut) {
  const plan::Plan whole = make_plan(worked_case(), {}, jobs::Task());
  const plan::Plan plan = make_plan(worked_case(), {.step = {}, .most_legs = whole.legs.size() - 1}, jobs::Task());
  std::vector<std::string> codes;
  for (const Problem& finding : plan.findings) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::Contains("P510"));
  EXPECT_FALSE(whole.legs_left_out);
  EXPECT_TRUE(plan.legs_left_out);
  EXPECT_TRUE(plan.legs.empty());
  EXPECT_EQ(plan.orders.size(), whole.orders.size());
  EXPECT_EQ(plan.flows.size(), whole.flows.size());
  EXPECT_EQ(verify::verify_plan(worked_case(), plan, jobs::Task()).status, verify::Status::kAccepted);
}

}  // namespace
}  // namespace passage::planner
