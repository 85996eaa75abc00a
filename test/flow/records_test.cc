#include "flow/records.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "flow/problem.h"

namespace passage::flow {
namespace {

using testing::ElementsAre;

// A line and the codes of what its fields are refused for.
class Records : public testing::Test {
 protected:
  [[nodiscard]] Record of(std::string_view line) { return {line, 7, file_, problems_}; }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const passage::Problem& problem : problems_.list()) out.push_back(problem.code);
    return out;
  }
  const std::string file_ = "made.fot";
  Problems problems_;
};

TEST_F(Records, FieldsAreApartByBlanks) {
  Record record = of("a 1  2\t3");
  EXPECT_TRUE(record.sized(4, 4));
  EXPECT_EQ(record.field(0), "a");
  EXPECT_EQ(record.field(3), "3");
  EXPECT_EQ(record.field(4), "");
  EXPECT_TRUE(of("").comment_or_blank());
  EXPECT_TRUE(of("c a 1 2").comment_or_blank());
  EXPECT_THAT(codes(), ElementsAre());
}

TEST_F(Records, NumbersAreWholeAndInRange) {
  Record good = of("a 12 inf 3");
  EXPECT_EQ(good.whole(1, "STEP"), 12);
  EXPECT_EQ(good.whole_or_inf(2, "CAPACITY"), kUnlimited);
  EXPECT_EQ(good.index(3, "node", 3), 2u);
  EXPECT_TRUE(good.good());
  Record bad = of("a 1.5 99999999999999999999 -1 4");
  static_cast<void>(bad.whole(1, "STEP"));
  static_cast<void>(bad.whole(2, "STEP"));
  static_cast<void>(bad.whole(3, "STEP"));
  EXPECT_EQ(bad.index(4, "node", 3), 0u) << "an index that can be used, if nobody looks";
  EXPECT_FALSE(bad.good());
  EXPECT_FALSE(of("a 1").sized(3, 4));
  EXPECT_THAT(codes(), ElementsAre("P403", "P404", "P405", "P406", "P402"));
}

TEST_F(Records, LinesAreCountedFromOne) {
  std::vector<std::string> lines;
  for_each_line("a\n\nb",
                [&](std::string_view line, int number) { lines.push_back(fmt::format("{}{}", line, number)); });
  EXPECT_THAT(lines, ElementsAre("a1", "2", "b3"));
}

}  // namespace
}  // namespace passage::flow
