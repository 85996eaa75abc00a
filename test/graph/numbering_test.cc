#include "graph/numbering.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/interval.h"
#include "core/rational.h"

namespace passage::graph {
namespace {

TEST(Numbering, EqualValuesHaveOneNumber) {
  using Times = std::vector<Interval<Rational>>;
  Numbering<Times> number;
  const Times never, half{{Rational{0}, Rational::of(1, 2)}}, later{{Rational{0}, Rational::of(2, 3)}};
  const auto is = [&](const Times& times, std::uint32_t expected, bool fresh) {
    const auto found = number(times);
    EXPECT_EQ(found.number, expected);
    EXPECT_EQ(found.fresh, fresh);
  };
  is(later, 0, true);
  is(never, 1, true);
  is(half, 2, true);
  is({{Rational{0}, Rational::of(2, 4)}}, 2, false);
  is(later, 0, false);
  EXPECT_EQ(number.size(), 3u);
}

}  // namespace
}  // namespace passage::graph
