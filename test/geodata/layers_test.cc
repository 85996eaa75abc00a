// Figures with a fixed number of digits, as layers hold them.
#include "geodata/layers.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace passage::geodata {
namespace {

std::string decimal(std::int64_t value, int digits) {
  std::string out;
  append_decimal(out, value, digits);
  return out;
}

TEST(Decimal, HasNoZerosBehind) {
  EXPECT_EQ(decimal(12'500, 3), "12.5");
  EXPECT_EQ(decimal(12'000, 3), "12");
  EXPECT_EQ(decimal(-5, 3), "-0.005");
  EXPECT_EQ(decimal(0, 7), "0");
  EXPECT_EQ(decimal(INT64_MIN, 0), "-9223372036854775808");
}

TEST(Decimal, ComesBackExactly) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1'000'000'001}, INT64_MAX, INT64_MIN})
    for (const int digits : {0, 3, 7, 9}) EXPECT_EQ(parse_decimal(decimal(value, digits), digits), value);
}

TEST(Decimal, IsRefusedWhereItDoesNotFit) {
  for (const char* text :
       {"", "-", ".", "1.2345", "1e3", "0x1", " 1", "1 ", "9223372036854775808", "nan", "1,5", "--1"})
    EXPECT_EQ(parse_decimal(text, 3), std::nullopt) << text;
  EXPECT_EQ(parse_decimal("9223372036854775.807", 3), INT64_MAX);
  EXPECT_EQ(parse_decimal("9223372036854775.808", 3), std::nullopt);
}

}  // namespace
}  // namespace passage::geodata
