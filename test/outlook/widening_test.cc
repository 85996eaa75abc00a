#include "outlook/widening.h"

#include <gtest/gtest.h>

#include "displacement/scores.h"

namespace passage::outlook {
namespace {

std::vector<double> even(double low, double high) {
  std::vector<double> out;
  for (int k = 0; k <= 100; ++k) out.push_back(low + (high - low) * k / 100);
  return out;
}

TEST(Widening, OfOneChangesNothing) {
  auto sample = even(0, 100);
  widen(sample, kNotWidened, 1);
  EXPECT_EQ(sample, even(0, 100));
}

// Twice as wide about the median at every level: 80 % from 10..90 to -30..130, and nobody below none.
TEST(Widening, MovesTheEndsAwayFromTheMedian) {
  Widening twice = kNotWidened;
  twice[2] = {2, 2, 2, 2};
  auto sample = even(0, 100);
  widen(sample, twice, 1);
  EXPECT_DOUBLE_EQ(displacement::quantile(sample, 0.5), 50);
  EXPECT_DOUBLE_EQ(displacement::quantile(sample, 0.9), 130);
  EXPECT_DOUBLE_EQ(sample.front(), 0);
  auto other = even(0, 100);
  widen(other, twice, 0.1);  // another horizon
  EXPECT_EQ(other, even(0, 100));
}

// Of an ensemble half as wide as it should be, the factors learnt are 2; a crisis does not learn for itself.
TEST(Widening, LearnsFromOtherCrises) {
  std::vector<Outcome> outcomes;
  const auto add = [&](std::string crisis, std::vector<double> sample, double truth) {
    outcomes.push_back(outcome_of(sample, truth, 0.5));
    outcomes.back().crisis = std::move(crisis);
  };
  for (const char* crisis : {"a", "b"})
    for (const double truth : even(0, 100)) add(crisis, even(25, 75), truth);
  add("c", even(0, 1000), 500);
  const Widening w = learn_widening(outcomes, "c");
  for (const double factor : w[1]) EXPECT_NEAR(factor, 2, 0.05);
  EXPECT_EQ(w[3], kNotWidened[3]);  // nothing seen so far ahead
  EXPECT_LT(learn_widening(outcomes, "a")[1][1], 2.05);
}

}  // namespace
}  // namespace passage::outlook
