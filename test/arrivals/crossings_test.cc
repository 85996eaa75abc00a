#include "arrivals/crossings.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace passage::arrivals {
namespace {

namespace fs = std::filesystem;

// One crossing of one country, and what crossings.csv says besides.
CrossingFigures figures_of(const std::string& rows) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-crossings-{}", getpid());
  fs::create_directories(folder);
  std::ofstream(folder / "points.csv") << "name_en,country,lat,lon\nGate,Nord,50,20\n";
  std::ofstream(folder / "crossings.csv") << "kind,value,source\nfile,points.csv,s\n" << rows;
  const CrossingFigures out = read_crossings(folder, folder);
  fs::remove_all(folder);
  return out;
}

// Two days of 480 and 0 people at one gate whose rate is 240 / 24 = 10 an hour.
struct Result {
  std::vector<CrossingRow> rows;
  std::vector<CrossingStep> steps;
};
Result two_days(const CrossingFigures& figures) {
  const CountryArrivals country{"nord", 240, 100, {std::vector<double>(200, 480), std::vector<double>(200, 0)}};
  Result out;
  forecast_crossings(country, figures, 1, 1, out.rows, out.steps);
  return out;
}

// Everybody comes at 8: ten cross each hour until all 480 have, 48 hours on; but day 2 ends 40 hours on.
//   hour      0..7   8    9  ...  23 | 0  ... 23
//   crossed     0   10   10       10 | 10     10
//   waiting     0  470  460      320 | 310    80
TEST(Crossings, QueueByHour) {
  const CrossingFigures f =
      figures_of("step_h,1,s\narrivals_by_hour,0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0,s\n");
  const Result r = two_days(f);
  ASSERT_EQ(r.steps.size(), 48u);
  EXPECT_EQ(r.steps[5].time.substr(10), "T05:00");
  EXPECT_DOUBLE_EQ(r.steps[7].people[2], 0);
  EXPECT_DOUBLE_EQ(r.steps[8].people[2], 10);
  EXPECT_DOUBLE_EQ(r.steps[8].waiting[2], 470);
  EXPECT_DOUBLE_EQ(r.steps[47].waiting[2], 80);
  ASSERT_EQ(r.rows.size(), 2u);
  EXPECT_DOUBLE_EQ(r.rows[0].people[2], 160);
  EXPECT_DOUBLE_EQ(r.rows[0].hours[2], 47);
  EXPECT_DOUBLE_EQ(r.rows[1].people[2], 240);
}

// The same in steps of a day, as without step_h: 240 a day, 240 wait a day.
TEST(Crossings, QueueByDay) {
  const Result r = two_days(figures_of(""));
  EXPECT_TRUE(r.steps.empty());
  ASSERT_EQ(r.rows.size(), 2u);
  EXPECT_DOUBLE_EQ(r.rows[0].people[2], 240);
  EXPECT_DOUBLE_EQ(r.rows[0].hours[2], 24);
  EXPECT_DOUBLE_EQ(r.rows[1].people[2], 240);
}

// However long a step, everybody crosses or waits.
TEST(Crossings, NobodyIsLost) {
  for (const int step_h : {1, 2, 3, 4, 6, 8, 12}) {
    const Result r = two_days(figures_of(fmt::format("step_h,{},s\n", step_h)));
    double crossed = 0;
    for (const CrossingStep& step : r.steps) crossed += step.people[2];
    EXPECT_NEAR(crossed + r.steps.back().waiting[2], 480, 1e-6) << step_h;
  }
}

TEST(Crossings, BadFiguresAreNamed) {
  for (const char* row : {"step_h,5,s", "step_h,0,s", "step_h,25,s", "step_h,1.5,s", "step,1,s",
                          "arrivals_by_hour,1 2,s", "headroom_low,0,s", "headroom_low,3,s", "headroom_high,-1,s"})
    EXPECT_THROW((void)figures_of(std::string(row) + "\n"), InputError) << row;
}

}  // namespace
}  // namespace passage::arrivals
