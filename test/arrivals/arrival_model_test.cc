#include "arrivals/arrival_model.h"

#include <cmath>

#include <gtest/gtest.h>

#include "displacement/scores.h"

namespace passage::arrivals {
namespace {

struct Spread {
  double p5, p50, p95;
};

// People of the first `days` days after the reports.
Spread forecast(const std::vector<ArrivalReport>& reports, std::size_t days, std::uint64_t seed = 1) {
  ArrivalFilter filter(ArrivalPrior{}, seed, 1, 2000);
  for (const ArrivalReport& report : reports) filter.learn(report);
  const ArrivalPaths paths = filter.forecast(days, 1000, kSharedShocks);
  std::vector<double> sum(1000, 0);
  for (const auto& day : paths.people)
    for (std::size_t m = 0; m < sum.size(); ++m) sum[m] += day[m];
  std::sort(sum.begin(), sum.end());
  return {displacement::quantile(sum, 0.05), displacement::quantile(sum, 0.5), displacement::quantile(sum, 0.95)};
}

std::vector<ArrivalReport> steady(int days, int every, double a_day) {
  std::vector<ArrivalReport> out;
  for (Day day = 0; day < days; day += every) out.push_back({day, day + every, a_day * every});
  return out;
}

TEST(ArrivalFilter, GoesOnFromASteadyFlow) {
  const Spread next = forecast(steady(28, 1, 1000), 1);
  EXPECT_GT(next.p50, 850);
  EXPECT_LT(next.p50, 1100);
  EXPECT_LT(next.p5, 1000);
  EXPECT_GT(next.p95, 1000);
}

// The same flow told by week says the same of the level, with less certainty.
TEST(ArrivalFilter, AReportOfAWeekIsTheSumOfItsDays) {
  const Spread daily = forecast(steady(28, 1, 1000), 7), weekly = forecast(steady(28, 7, 1000), 7);
  EXPECT_GT(weekly.p50, 0.6 * daily.p50);
  EXPECT_LT(weekly.p50, 1.4 * daily.p50);
  EXPECT_GT(weekly.p95 / weekly.p5, daily.p95 / daily.p5);
}

TEST(ArrivalFilter, ACountThatFallsTellsNothingOfWhoCame) {
  auto reports = steady(28, 1, 1000);
  const Spread before = forecast(reports, 7);
  reports.push_back({28, 29, -20000});
  const Spread after = forecast(reports, 7);
  EXPECT_GT(after.p50, 0.7 * before.p50);
  EXPECT_LT(after.p50, 1.3 * before.p50);
}

TEST(ArrivalFilter, AStopIsBelieved) {
  auto reports = steady(28, 1, 1000);
  for (Day day = 28; day < 35; ++day) reports.push_back({day, day + 1, 0});
  for (const std::uint64_t seed : {1, 2, 3}) EXPECT_LT(forecast(reports, 7, seed).p50, 700) << seed;
}

// A border that was shut for weeks may open again: the upper end of a month says so, the middle does not.
TEST(ArrivalFilter, AStopMayEnd) {
  auto reports = steady(28, 1, 5000);
  for (Day day = 28; day < 49; ++day) reports.push_back({day, day + 1, 0});
  const Spread month = forecast(reports, 30);
  EXPECT_LT(month.p50, 1000);
  EXPECT_GT(month.p95, 5000);
}

// One step of registration moves the forecast little; a rise that stays moves it wholly: within five days of a flow
// that is never the same two days running, within a week of one that was steady to the person.
TEST(ArrivalFilter, AStepIsNoWave) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    Random noise(seed, 5);
    const auto add = [&](std::vector<ArrivalReport>& to, double people, double spread) {
      const auto day = static_cast<Day>(to.size());
      to.push_back({day, day + 1, std::floor(people * std::exp(spread * (2 * noise.uniform() - 1)))});
    };
    std::vector<ArrivalReport> before, calm = steady(28, 1, 1000);
    for (int day = 0; day < 28; ++day) add(before, 1000, 0.15);
    auto step = before, wave = before;
    add(step, 15000, 0);
    for (int day = 1; day < 5; ++day) add(step, 1000, 0.15);
    for (int day = 0; day < 5; ++day) add(wave, 5000, 0.15);
    for (int day = 0; day < 7; ++day) add(calm, 5000, 0);
    EXPECT_LT(forecast(step, 7, seed).p50, 9000) << seed;
    EXPECT_GT(forecast(wave, 7, seed).p50, 18000) << seed;
    EXPECT_GT(forecast(calm, 7, seed).p50, 18000) << seed;
  }
}

// Single days amid unknown ones (no cumulative count) are taken as single days.
TEST(ArrivalFilter, LearnsSingleDaysWithHolesBetween) {
  const std::vector<ArrivalReport> reports{{0, 1, 900}, {5, 6, 1100}, {6, 7, 1000}, {12, 13, 950}, {20, 21, 1050}};
  const Spread next = forecast(reports, 1);
  EXPECT_GT(next.p50, 500);
  EXPECT_LT(next.p50, 1500);
}

TEST(ArrivalFilter, SameSeedSameAnswer) {
  const auto reports = steady(28, 1, 1000);
  EXPECT_EQ(forecast(reports, 7).p50, forecast(reports, 7).p50);
  EXPECT_NE(forecast(reports, 7).p50, forecast(reports, 7, 2).p50);
}

// Places share shocks: 90 % of the sum of two is wider than if each went its own way.
TEST(ArrivalFilter, PlacesShareShocks) {
  const auto width_of_sum = [](std::uint32_t other) {
    ArrivalFilter a(ArrivalPrior{}, 1, 1, 2000), b(ArrivalPrior{}, 1, 2, 2000);
    for (const ArrivalReport& report : steady(28, 1, 1000)) {
      a.learn(report);
      b.learn(report);
    }
    const ArrivalPaths one = a.forecast(14, 1000, kSharedShocks), two = b.forecast(14, 1000, other);
    std::vector<double> sum(1000);
    for (std::size_t m = 0; m < 1000; ++m)
      sum[m] = one.people[13][m] + two.people[13][other == kSharedShocks ? m : 999 - m];
    std::sort(sum.begin(), sum.end());
    return displacement::quantile(sum, 0.95) - displacement::quantile(sum, 0.05);
  };
  EXPECT_GT(width_of_sum(kSharedShocks), width_of_sum(7));
}

}  // namespace
}  // namespace passage::arrivals
