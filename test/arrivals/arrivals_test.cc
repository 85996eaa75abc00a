#include "arrivals/arrivals.h"
#include "arrivals/arrival_selection.h"
#include "arrivals/queue.h"
#include "displacement/dated_csv.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace passage::arrivals {
namespace {

namespace fs = std::filesystem;
const std::string kExample = std::string(PASSAGE_SOURCE_DIR) + "/examples/ukraine-2022";
const char* const kCountries[] = {"poland", "hungary", "slovakia", "romania", "moldova"};

std::string counts_file(const char* country) {
  return fmt::format("displacement/unhcr_refugees_{}_to_20220315.csv", country);
}

ArrivalOptions days(const char* last, const char* end) {
  return {.last = *displacement::calendar_day(last), .end = *displacement::calendar_day(end)};
}

std::vector<double> daily(const fs::path& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  const bool has_daily = line.find("daily_refugees") != std::string::npos;
  std::vector<double> out;
  double before = 0;
  while (std::getline(in, line)) {
    std::size_t at = line.find(',') + 1;
    if (has_daily) at = line.find(',', at) + 1;
    const double held = std::stod(line.substr(at));
    out.push_back(held - before);
    before = held;
  }
  return out;
}

// 10 an hour: 25 come, then 5, then nobody.
//   hour      0   1   2   3
//   crossed  10  10  10   0
//   waiting  15  10   0   0
TEST(Queue, ByHand) {
  const auto q = queue_by_step({25, 5, 0, 0}, 10);
  const double crossed[] = {10, 10, 10, 0}, waiting[] = {15, 10, 0, 0};
  for (int k = 0; k < 4; ++k) {
    EXPECT_DOUBLE_EQ(q[k].crossed, crossed[k]);
    EXPECT_DOUBLE_EQ(q[k].waiting, waiting[k]);
  }
}

class ArrivalsTest : public testing::Test {
 protected:
  void SetUp() override {
    data_ = std::getenv("PASSAGE_DATA") ? std::getenv("PASSAGE_DATA") : "";
    if (data_.empty() || !fs::exists(data_ / counts_file("poland"))) {
      if (std::getenv("CI")) FAIL() << "PASSAGE_DATA is not set";
      GTEST_SKIP() << "PASSAGE_DATA is not set";
    }
  }
  fs::path data_;
};

// The record has no part in any choice: forecasts from each day of 2 to 14 March are scored blind against the counts up
// to the 15th. What is asked of any crisis left out is asked here: better than the best naive forecast in the mean and
// of most countries, 90 % intervals that hold 80 to 97 % in the mean and 60 % of each country.
TEST_F(ArrivalsTest, MarksOfABlindCrisis) {
  const Arrivals a = forecast_arrivals(kExample, days("2022-03-15", "2022-03-16"));
  double ratio = 0, covered = 0;
  int better = 0;
  ASSERT_EQ(a.scores.size(), 5u);
  for (const CountryScores& country : a.scores) {
    const ArrivalScore s = sum_of(country.by_horizon);
    EXPECT_GE(s.inside[2] / s.counts, 0.6) << country.country;
    ratio += log_ratio(s) / 5;
    covered += s.inside[2] / s.counts / 5;
    better += s.crps < s.best_naive() ? 1 : 0;
  }
  EXPECT_LT(ratio, 0);
  EXPECT_GE(better, 3);
  EXPECT_GE(covered, 0.80);
  EXPECT_LE(covered, 0.97);
}

// 8 to 15 March from the record to 7 March: the median's absolute error, people a country and day, as the note has it.
// Last week's mean was nearer. A change of the forecast in either direction is to be seen, and written there.
TEST_F(ArrivalsTest, MissOfTheMedianIsTheNotes) {
  const Arrivals a = forecast_arrivals(kExample, days("2022-03-07", "2022-03-15"));
  double ours = 0, last = 0, mean = 0, weekly = 0;
  std::size_t row = 0;
  for (const char* country : kCountries) {
    const auto d = daily(data_ / counts_file(country));
    double week = 0, first = 0;
    for (int k = 5; k < 12; ++k) week += d[k] / 7;
    for (int k = 0; k < 5; ++k) first += d[k] / 5;
    for (std::size_t h = 0; h < 8; ++h, ++row) {
      const double truth = d[12 + h];
      ours += std::fabs(a.by_country[row].people[3] - truth) / 40;
      last += std::fabs(d[11] - truth) / 40;
      mean += std::fabs(week - truth) / 40;
      weekly += std::fabs(d[5 + h % 7] * std::pow(week / first, 1 + h / 7) - truth) / 40;
    }
  }
  EXPECT_NEAR(ours, 11477, 115);
  EXPECT_NEAR(last, 14228, 1);
  EXPECT_NEAR(mean, 11164, 1);
  EXPECT_NEAR(weekly, 30608, 1);
}

// Every row after the day is spoilt; the forecast is the same to the last bit.
TEST_F(ArrivalsTest, ReadNothingLater) {
  const fs::path other = fs::temp_directory_path() / fmt::format("passage-arrivals-{}", getpid());
  fs::create_directories(other / "displacement");
  fs::copy(data_ / "border_crossings", other / "border_crossings");
  for (const char* country : kCountries) {
    std::ifstream in(data_ / counts_file(country));
    std::ofstream to(other / counts_file(country));
    for (std::string line; std::getline(in, line);)
      to << (line > "2022-03-03" && line < "2023" ? line.substr(0, 10) + ",77,-99" : line) << '\n';
  }
  const Arrivals a = forecast_arrivals(kExample, days("2022-03-02", "2022-03-20"));
  const std::string kept = data_.string();
  setenv("PASSAGE_DATA", other.c_str(), 1);
  const Arrivals b = forecast_arrivals(kExample, days("2022-03-02", "2022-03-20"));
  setenv("PASSAGE_DATA", kept.c_str(), 1);
  fs::remove_all(other);
  ASSERT_EQ(a.by_country.size(), b.by_country.size());
  for (std::size_t k = 0; k < a.by_country.size(); ++k) EXPECT_EQ(a.by_country[k].people, b.by_country[k].people);
}

}  // namespace
}  // namespace passage::arrivals
