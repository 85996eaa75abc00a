// Plans in one process are watched and stopped apart, and take no more threads than they are given.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "planner/large.h"
#include "planner/planner.h"
#include "rules/variant.h"
#include "test/support/worked_case.h"

namespace passage::planner {
namespace {

using namespace test;

// As a small case, in short steps, so that there are thousands of stages to be stopped at.
plan::Plan in_short_steps(const jobs::Task& task) {
  return make_plan(worked_case(), {.step = Millis{1000}}, task);
}

// As a large case.
plan::Plan searched(const jobs::Task& task) {
  const Case c = worked_case();
  const auto inner = timenet::travel_network(c, rules::Rounding::kInner);
  const auto outer = timenet::travel_network(c, rules::Rounding::kOuter);
  return plan_large(c, inner, outer, bounds::ActiveNetwork(outer, 0), Stopwatch{}, {.gap = 0}, task);
}

bool was_stopped(const plan::Plan& plan) {
  return std::any_of(plan.findings.begin(), plan.findings.end(), [](const Problem& p) { return p.code == "P512"; });
}

TEST(PlansAtOnce, OneIsCancelledAndTheOtherAnswersAsIfAlone) {
  const plan::Plan alone = in_short_steps(jobs::Task(1)), searched_alone = searched(jobs::Task(1));
  EXPECT_FALSE(was_stopped(alone));
  // The one is stopped when it is heard for the third time; the others wait with their first word until it is, so that
  // they are at work before and after.
  std::atomic<int> heard{0};
  const jobs::Task watched(2, [&](double /*done*/, std::string_view /*known*/) { ++heard; });
  const jobs::Task stopped = watched.until([&] { return heard >= 3; });
  const auto wait = [&](double /*done*/, std::string_view /*known*/) {
    while (heard < 3) std::this_thread::yield();
  };
  plan::Plan of_stopped, of_other, of_search;
  {
    std::jthread one([&] { of_stopped = in_short_steps(stopped); });
    std::jthread other([&] { of_other = in_short_steps(jobs::Task(2, wait)); });
    std::jthread search([&] { of_search = searched(jobs::Task(2, wait)); });
  }
  EXPECT_TRUE(was_stopped(of_stopped));
  EXPECT_LE(of_stopped.safe, alone.safe);
  EXPECT_EQ(of_other, alone);
  EXPECT_EQ(of_search, searched_alone);
}

TEST(PlansAtOnce, OneThreadIsOneThread) {
  const auto threads_now = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
  };
  const std::ptrdiff_t before = threads_now();
  std::ptrdiff_t most = before;
  std::atomic<int> heard{0};
  const jobs::Task task(1, [&](double /*done*/, std::string_view /*known*/) {
    if (heard++ < 50) most = std::max(most, threads_now());
  });
  (void)in_short_steps(task);
  (void)searched(task);
  EXPECT_GT(heard, 10);
  EXPECT_EQ(std::max(most, threads_now()), before);
}

}  // namespace
}  // namespace passage::planner
