#include "core/rational.h"

#include <gtest/gtest.h>

namespace passage {
namespace {

TEST(Rational, ParsesDecimalsExactly) {
  EXPECT_EQ(Rational::parse("2.5"), Rational::of(5, 2));
  EXPECT_EQ(Rational::parse("-0.125"), Rational::of(-1, 8));
  EXPECT_EQ(Rational::parse("480"), Rational{480});
  EXPECT_FALSE(Rational::parse("1e3"));
  EXPECT_FALSE(Rational::parse(""));
  EXPECT_FALSE(Rational::parse("."));
  EXPECT_FALSE(Rational::parse("1.2.3"));
  EXPECT_FALSE(Rational::parse("99999999999999999999"));
}

TEST(Rational, RoundsInTheDirectionNamed) {
  EXPECT_EQ(Rational::of(-7, 2).floor(), -4);
  EXPECT_EQ(Rational::of(-7, 2).ceil(), -3);
  EXPECT_EQ(Rational::of(5, 2).round_half_up(), 3);
  EXPECT_EQ(Rational::of(-5, 2).round_half_up(), -2);
}

TEST(Rational, PrintsTheShortestExactForm) {
  EXPECT_EQ(Rational::of(5, 2).to_string(), "2.5");
  EXPECT_EQ(Rational::of(-1, 8).to_string(), "-0.125");
  EXPECT_EQ(Rational{480}.to_string(), "480");
  EXPECT_EQ(Rational{0}.to_string(), "0");
  EXPECT_EQ(Rational::of(1, 20).to_string(), "0.05");
  EXPECT_EQ(Rational::of(7200, 7).to_string(), "7200/7");
}

TEST(Rational, ComparesAndComputes) {
  EXPECT_LT(Rational::of(1, 3), Rational::of(34, 100));
  EXPECT_EQ(Rational::of(1, 3) + Rational::of(1, 6), Rational::of(1, 2));
  EXPECT_EQ(Rational{480} * Rational::of(5, 2), Rational{1200});
  EXPECT_EQ(Rational{7200} / Rational{30}, Rational{240});
}

}  // namespace
}  // namespace passage
