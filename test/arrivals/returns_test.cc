#include "arrivals/returns.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace passage::arrivals {
namespace {

namespace fs = std::filesystem;

// 100 were there on day 0, 200 came by day 10 and 100 by day 20, when half of those of day 10 and a quarter of those of
// day 0 are left.
TEST(Returns, WhoCameEarlierHasGoneBackMore) {
  const double rate = std::log(2) / 10;
  const ArrivalSeries series{
      .country = "a", .reports = {{0, 10, 200}, {10, 20, 100}}, .last = 20, .held = 400, .falls = 0, .fell = 0};
  EXPECT_NEAR(still_abroad(series, rate), 100 + 200 / 2.0 + 100 / 4.0, 1e-9);
  EXPECT_EQ(still_abroad(series, 0), 400);
}

// A count that fell is no new arrival; what is held is shared out over those who came.
TEST(Returns, ACountThatFellIsNoArrival) {
  const ArrivalSeries series{
      .country = "a", .reports = {{0, 10, 200}, {10, 20, -50}}, .last = 20, .held = 150, .falls = 1, .fell = 50};
  EXPECT_EQ(still_abroad(series, 0), 150);
  EXPECT_NEAR(still_abroad(series, std::log(2) / 10), 75, 1e-9);
}

TEST(Returns, NobodyIsHeldNobodyIsAbroad) {
  EXPECT_EQ(still_abroad({.country = "a", .reports = {}}, 0.1), 0);
}

// Rates lie from none to the range's highest; without a row there are none, and that is told.
TEST(Returns, RatesAreDrawnFromTheRange) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-returns-{}", getpid());
  fs::create_directories(folder);
  std::vector<Problem> findings;
  for (const double rate : return_rates(folder.string(), 1, 100, findings)) EXPECT_EQ(rate, 0);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "P634");
  std::ofstream(folder / "priors.csv") << "name,low,high,scale,source\nreturn_month,0,0.2,even,judgement: made\n";
  findings.clear();
  const auto rates = return_rates(folder.string(), 1, 1000, findings);
  const auto [least, most] = std::minmax_element(rates.begin(), rates.end());
  EXPECT_GE(*least, 0);
  EXPECT_LT(*most, -std::log(0.8) / 30);
  EXPECT_GT(*most, -std::log(0.85) / 30);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "P631");
  EXPECT_EQ(return_rates(folder.string(), 1, 1000, findings), rates);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace passage::arrivals
