#include "arrivals/arrival_scores.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "arrivals/arrival_selection.h"
#include "arrivals/forecast_log.h"
#include "displacement/dated_csv.h"

namespace passage::arrivals {
namespace {

namespace fs = std::filesystem;

ArrivalSeries flow(const std::string& name, int days, double first, double ebb) {
  ArrivalSeries out{.country = name, .reports = {}, .last = days};
  for (Day day = 0; day < days; ++day) out.reports.push_back({day, day + 1, std::floor(first * std::exp(-day / ebb))});
  return out;
}

// Steady people: the naive ones are right to the last person.
TEST(ArrivalScores, NaiveOnesOfASteadyFlowAreRight) {
  const ArrivalScore s = sum_of(score_rolling(flow("a", 60, 500.5, 1e9), {}, {.particles = 200}));  // 500 a day
  EXPECT_GT(s.counts, 100);
  for (const double naive : s.naive) EXPECT_LT(naive, 1e-6);
  EXPECT_GT(s.inside[2] / s.counts, 0.9);
}

// Halved each week: decay has it exactly, the others lie high; each horizon is scored.
TEST(ArrivalScores, DecayOfAnEbbIsRight) {
  const auto by_horizon = score_rolling(flow("a", 60, 1e6, 7 / std::log(2.0)), {}, {.particles = 200});
  for (const ArrivalScore& s : by_horizon) EXPECT_GT(s.counts, 0);
  const ArrivalScore s = sum_of(by_horizon);
  EXPECT_LT(s.naive[2], 0.2 * s.naive[1]);
  EXPECT_EQ(s.best_naive(), s.naive[2]);
}

TEST(ArrivalScores, ShortSeriesHaveNone) {
  EXPECT_EQ(sum_of(score_rolling(flow("a", 6, 100, 1e9), {}, {})).counts, 0);
  EXPECT_EQ(sum_of(score_rolling({}, {}, {})).counts, 0);
}

// What comes after an origin changes; what was forecast from it does not.
TEST(ArrivalScores, ForecastsReadNothingLater) {
  auto one = flow("a", 30, 500, 20), other = one;
  other.reports.back().people = 1e6;
  const auto a = score_rolling(one, {}, {.particles = 200, .origins = 1000}),
             b = score_rolling(other, {}, {.particles = 200, .origins = 1000});
  EXPECT_EQ(sum_of(a).counts, sum_of(b).counts);
  EXPECT_GT(sum_of(b).crps, sum_of(a).crps + 1e6);
}

constexpr SearchOptions kQuick{.particles = 50, .origins = 4, .passes = 1};

// A crisis does not choose for itself.
TEST(ArrivalSelection, LeavesACrisisOut) {
  const auto chosen = [](double first) {
    return evaluate_arrivals({{"a", {flow("x", 40, first, 5)}}, {"b", {flow("y", 40, 300, 60)}}}, kQuick, jobs::Task())
        .left_out[0]
        .prior;
  };
  EXPECT_EQ(chosen(100).ebb.median, chosen(9e6).ebb.median);
  EXPECT_EQ(chosen(100).error.median, chosen(9e6).error.median);
  EXPECT_THROW((void)evaluate_arrivals({{"a", {flow("x", 40, 100, 5)}}}, kQuick, jobs::Task()), InputError);
}

// A few real series, bounded in time: better than the best naive one of each, and intervals that hold.
ArrivalSeries recorded(const fs::path& file, const std::string& place) {
  ArrivalSeries out{.country = place, .reports = {}};
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  double held = -1;
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    for (std::size_t at = 0; at != std::string::npos && cells.size() < 3;) {
      const std::size_t comma = line.find(',', at);
      cells.push_back(line.substr(at, comma - at));
      at = comma == std::string::npos ? comma : comma + 1;
    }
    if (cells.size() < 3 || cells[2] != place) continue;
    const Day day = *displacement::calendar_day(cells[0]);
    const double now = std::stod(cells[1]);
    if (held >= 0 && day > out.last) out.reports.push_back({out.last, day, now - held});
    held = now;
    out.last = day;
  }
  return out;
}

TEST(ArrivalScores, MarksOfRealSeries) {
  const char* data = std::getenv("PASSAGE_DATA");
  if (!data || !fs::exists(fs::path(data) / "arrivals")) {
    if (std::getenv("CI")) FAIL() << "PASSAGE_DATA is not set";
    GTEST_SKIP() << "PASSAGE_DATA is not set";
  }
  const std::pair<const char*, const char*> series[] = {{"ssudan2013_camps_cumulative.csv", "Kenya/Kakuma"},
                                                        {"ssudan2013_camps_cumulative.csv", "Uganda/Rhino"},
                                                        {"burundi2015_camps_cumulative.csv", "Rwanda/Mahama"},
                                                        {"mali2012_total_cumulative.csv", "NE+MR+BF"},
                                                        {"tigray2020_sudan_cumulative_fabflee.csv", "Sudan/Hamdayet"}};
  double ratio = 0, covered = 0;
  for (const auto& [file, place] : series) {
    const ArrivalScore s = sum_of(score_rolling(recorded(fs::path(data) / "arrivals" / file, place), {}, {}));
    EXPECT_GE(s.inside[2] / s.counts, 0.6) << place;
    ratio += log_ratio(s) / 5;
    covered += s.inside[2] / s.counts / 5;
  }
  EXPECT_LT(ratio, 0);
  EXPECT_GE(covered, 0.80);
  EXPECT_LE(covered, 0.97);
}

TEST(ForecastLog, KeepsWhatWasSaidAndCountsWhatHeld) {
  const fs::path file = fs::temp_directory_path() / fmt::format("passage-log-{}.csv", getpid());
  EXPECT_TRUE(read_forecast_log(file.string()).empty());
  ForecastLog log;
  const ForecastLog first{{"a", 10, 10, 11, 80, 100, 120, {}}, {"a", 10, 10, 13, 80, 100, 120, {}}};
  update_forecast_log(log, first, {});
  EXPECT_EQ(held_of(log).counted, 0);
  // 90 people on day 11, then 60 in two days: 90 by day 11, 150 by day 13.
  ArrivalSeries place{.country = "a", .reports = {{9, 10, 5}, {10, 11, 90}, {11, 13, 60}}};
  update_forecast_log(log, {{"a", 13, 13, 14, 1, 2, 3, {}}}, {place});
  EXPECT_EQ(held_of(log).counted, 2);
  EXPECT_EQ(held_of(log).held, 1);
  std::ofstream(file) << forecast_log_csv(log);
  const ForecastLog again = read_forecast_log(file.string());
  ASSERT_EQ(again.size(), 3u);
  EXPECT_EQ(again[1].observed, 150);
  EXPECT_FALSE(again[2].observed);
  // The same forecast once more stands there once.
  update_forecast_log(log, {{"a", 13, 13, 14, 1, 2, 3, {}}}, {place});
  EXPECT_EQ(log.size(), 3u);
  // A day inside a report, and a count that falls, say nothing.
  place.reports[2].people = -60;
  ForecastLog other;
  update_forecast_log(other, {{"a", 10, 10, 12, 1, 2, 3, {}}, {"a", 10, 10, 13, 1, 2, 3, {}}}, {place});
  EXPECT_EQ(held_of(other).counted, 0);
  std::ofstream(file) << "made,country,after,until,p5,p50,p95,observed\n2022-01-01,a,2022-01-02,soon,1,2,3,\n";
  EXPECT_THROW((void)read_forecast_log(file.string()), InputError);
  fs::remove(file);
}

}  // namespace
}  // namespace passage::arrivals
