#include "displacement/selection.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

namespace passage::displacement {
namespace {

namespace fs = std::filesystem;

// A case of 90 days by its record alone: two camps, C filling first, D from day `opens` on.
EvaluationCase made(const std::string& name, Day opens, double later_scale) {
  EvaluationCase out;
  Case c;
  c.name = name;
  c.days = 90;
  for (const char* camp : {"C", "D"}) {
    Series s{.name = camp, .by_day = {}, .points = {}};
    for (Day day = 0; day < c.days; ++day) {
      const double held = *camp == 'C' ? 100.0 * std::sqrt(day) : std::max(0, day - opens) * 20.0;
      s.by_day.push_back(std::floor(day <= 29 ? held : held * later_scale));
    }
    c.record.camps.push_back(s);
  }
  out.full = out.known = c;
  out.train_until = 29;
  return out;
}

bool same(const Priors& a, const Priors& b) {
  return a.shares.momentum == b.shares.momentum && a.shares.upheaval == b.shares.upheaval &&
         a.shares.rarity == b.shares.rarity && a.shares.noise == b.shares.noise && a.totals.window == b.totals.window &&
         a.totals.low == b.totals.low && a.totals.high == b.totals.high && a.totals.damping == b.totals.damping &&
         a.totals.noise == b.totals.noise;
}

// What comes after the training part changes; what is chosen does not.
TEST(Selection, LooksAtNothingAfterTheTrainingPart) {
  const Evaluation a = evaluate({made("one", 5, 1), made("two", 15, 1)}, 1, 50);
  const Evaluation b = evaluate({made("one", 5, 3), made("two", 15, 0.2)}, 1, 50);
  EXPECT_TRUE(same(a.chosen, b.chosen));
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_TRUE(same(a.left_out[k].priors, b.left_out[k].priors));
    EXPECT_NE(a.left_out[k].scores.crps, b.left_out[k].scores.crps);
  }
}

TEST(Selection, WantsTwoCases) {
  try {
    (void)evaluate({made("one", 5, 1)}, 1, 50);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems()[0].code, "P612");
  }
}

// A record of nobody, and one of a single camp: no division by zero, everybody where they are.
TEST(Hindcast, BearsEmptyAndSingleCamps) {
  Case c = made("one", 5, 1).full;
  c.record.camps.pop_back();
  const Hindcast one = hindcast(c, c, 29);
  EXPECT_LT(one.ard, 1e-9);
  for (double& people : c.record.camps[0].by_day) people = 0;
  const Hindcast none = hindcast(c, c, 29);
  EXPECT_EQ(none.ard, 0);
  EXPECT_EQ(none.totals_crps, 0);
  EXPECT_EQ(none.coverage.in90, 1);
}

std::vector<EvaluationCase> four_cases() {
  std::vector<EvaluationCase> out;
  const char* data = std::getenv("PASSAGE_DATA");
  if (!data || !fs::exists(fs::path(data) / "flee")) {
    if (std::getenv("CI")) throw std::runtime_error("PASSAGE_DATA is not set");
    return out;
  }
  for (const char* name : {"mali2012", "burundi2015", "car2013", "nigeria2016"})
    out.push_back(read_evaluation_case((fs::path(data) / "flee" / name).string(), ""));
  return out;
}

// The marks, with the shipped prior, trained on the first third.
TEST(Hindcast, BeatsConstantSharesAndCoversTheFourCases) {
  const auto cases = four_cases();
  if (cases.empty()) GTEST_SKIP() << "PASSAGE_DATA is not set";
  for (const EvaluationCase& c : cases) {
    const Hindcast h = hindcast(c.full, c.full, c.train_until);
    EXPECT_LT(h.ard, h.ard_constant_share) << c.full.name;
    EXPECT_LT(h.crps, h.crps_constant_share) << c.full.name;
    EXPECT_GE(h.coverage.in90, 0.80) << c.full.name;
    EXPECT_LE(h.coverage.in90, 0.97) << c.full.name;
    EXPECT_LT(h.totals_crps, h.totals_crps_last_value) << c.full.name;
    // Below the trend too, but for nigeria2016, which went on in a straight line.
    EXPECT_LT(h.totals_crps, (c.full.name == "nigeria2016" ? 1.5 : 1.0) * h.totals_crps_trend) << c.full.name;
    EXPECT_GE(h.totals_coverage.in90, 0.75) << c.full.name;
  }
}

// Each of the four cases, with what the other three chose: better than the naive ones.
TEST(Selection, BeatsConstantSharesOnCasesThatDidNotChoose) {
  const auto cases = four_cases();
  if (cases.empty()) GTEST_SKIP() << "PASSAGE_DATA is not set";
  for (const EvaluationRow& row : evaluate(cases, 1, 200).left_out) {
    EXPECT_LT(row.scores.ard, row.scores.ard_constant_share) << row.name;
    EXPECT_LT(row.scores.crps, row.scores.crps_constant_share) << row.name;
  }
}

}  // namespace
}  // namespace passage::displacement
