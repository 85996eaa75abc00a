// A plan says in every output whether its judge accepted it.
#include "plan/judged.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "test/plan/sample_plan.h"

namespace passage::plan {
namespace {

class Judged : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("passage_judged_{}", getpid());
    std::filesystem::create_directories(folder_);
    outputs_ = {folder_ / "plan.gpkg", folder_ / "plan.csv"};
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::vector<std::string> outputs_;
};

TEST_F(Judged, EveryOutputTellsTheVerdict) {
  for (const bool verdict : {true, false}) {
    Plan plan = test::north_or_west();
    plan.certificate_accepted = !verdict;
    EXPECT_EQ(write_judged(
                  plan, outputs_, Overwrite::kReplace, [&](const Plan&) { return verdict; }, jobs::Task()),
              verdict);
    EXPECT_EQ(plan.certificate_accepted, verdict);
    for (const std::string& output : outputs_) {
      EXPECT_EQ(read_plan(output, jobs::Task()).certificate_accepted, verdict) << output;
      EXPECT_EQ(read_plan(output, jobs::Task()), plan) << output;
    }
  }
}

// The plan that is judged is the plan that is written.
TEST_F(Judged, TheJudgeSeesThePlan) {
  Plan plan = test::north_or_west();
  const Plan before = plan;
  (void)write_judged(
      plan, {}, Overwrite::kRefuse,
      [&](const Plan& seen) {
        Plan same = before;
        same.certificate_accepted = seen.certificate_accepted;
        EXPECT_EQ(seen, same);
        return true;
      },
      jobs::Task());
}

TEST_F(Judged, NothingAppearsIfTheJudgeFails) {
  Plan plan = test::north_or_west();
  const auto fails = [](const Plan&) -> bool { throw std::runtime_error("no verdict"); };
  EXPECT_THROW((void)write_judged(plan, outputs_, Overwrite::kRefuse, fails, jobs::Task()), std::runtime_error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

// Nor does an output appear whose neighbour can't be written, whatever the verdict.
TEST_F(Judged, AllOutputsOrNone) {
  Plan plan = test::north_or_west();
  outputs_[1] = folder_ / "missing" / "plan.csv";
  for (const bool verdict : {true, false}) {
    EXPECT_ANY_THROW((void)write_judged(
        plan, outputs_, Overwrite::kRefuse, [&](const Plan&) { return verdict; }, jobs::Task()));
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
  }
}

}  // namespace
}  // namespace passage::plan
