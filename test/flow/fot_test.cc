#include "flow/fot.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "flow/codes.h"
#include "flow/solution_text.h"

namespace passage::flow {
namespace {

struct Bad {
  const char* name;
  const char* text;
  const char* code;
  const char* where;
};

class BadInstance : public testing::TestWithParam<Bad> {};

TEST_P(BadInstance, IsNamedWithItsLine) {
  try {
    static_cast<void>(parse_fot(GetParam().text, "bad.fot"));
    FAIL() << "no error";
  } catch (const InputError& error) {
    ASSERT_EQ(error.problems().size(), 1u);
    EXPECT_EQ(error.problems()[0].code, GetParam().code);
    EXPECT_EQ(error.problems()[0].where, GetParam().where);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Fot, BadInstance,
    testing::Values(Bad{"UnknownRecord", "p fot 1 0 1\nz 1\n", "P401", "bad.fot:2"},
                    Bad{"NotUtf8", "p fot 1 0 1\nr \xFF\n", "P010", "bad.fot:2"},
                    Bad{"TooFewFields", "p fot 2 1 1\na 1 2 1\n", "P402", "bad.fot:2"},
                    Bad{"TooManyFields", "p fot 2 0 1\no 1 2 3 4\n", "P402", "bad.fot:2"},
                    Bad{"Fraction", "p fot 2 1 1\na 1 2 1.5 1\n", "P403", "bad.fot:2"},
                    Bad{"InfiniteArc", "p fot 2 1 1\na 1 2 1 inf\n", "P403", "bad.fot:2"},
                    Bad{"PastSixtyFourBit", "p fot 1 0 1\no 1 9223372036854775808\n", "P404", "bad.fot:2"},
                    Bad{"PeopleOverflow", "p fot 1 0 1\no 1 9223372036854775807\no 1 1\n", "P404", "bad.fot:3"},
                    Bad{"CapacityOverflow", "p fot 2 1 9\na 1 2 1 2000000000000000000\n", "P404", "bad.fot:2"},
                    Bad{"Negative", "p fot 1 0 1\no 1 -1\n", "P405", "bad.fot:2"},
                    Bad{"NodeZero", "p fot 1 0 1\no 0 1\n", "P406", "bad.fot:2"},
                    Bad{"NodeTooLarge", "p fot 1 0 1\nr 2\n", "P406", "bad.fot:2"},
                    Bad{"WindowOfNoArc", "p fot 1 0 1\nw 1 0 1 1\n", "P406", "bad.fot:2"},
                    Bad{"NoHeader", "c nothing\n", "P407", "bad.fot"},
                    Bad{"HeaderTooLate", "o 1 1\np fot 1 0 1\n", "P407", "bad.fot:1"},
                    Bad{"TwoHeaders", "p fot 1 0 1\np fot 1 0 1\n", "P408", "bad.fot:2"},
                    Bad{"OtherFormat", "p max 1 0 1\n", "P409", "bad.fot:1"},
                    Bad{"TooManyNodes", "p fot 99999999999 0 1\n", "P410", "bad.fot:1"},
                    Bad{"TooManyToKeep", "p fot 2000000000 0 1\n", "P410", "bad.fot:1"},
                    Bad{"RefugeTwice", "p fot 1 0 1\nr 1\nr 1 5\n", "P411", "bad.fot:3"},
                    Bad{"WindowBackwards", "p fot 2 1 1\na 1 2 1 1\nw 1 5 3 1\n", "P412", "bad.fot:3"},
                    Bad{"ArcMissing", "p fot 2 2 1\na 1 2 1 1\n", "P413", "bad.fot:1"},
                    Bad{"WindowsOverlap", "p fot 2 1 1\na 1 2 1 1\nw 1 3 8 1\nw 1 0 5 1\n", "P414", "bad.fot:4"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Fot, AllProblemsAtOnce) {
  try {
    static_cast<void>(parse_fot("p fot 1 0 1\no 1 -1\no 5 1\nr x\n"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 3u);
  }
}

TEST(Fot, WindowsMayComeBeforeTheirArcsAndOutOfOrder) {
  const Problem problem = parse_fot("p fot 2 1 9\nw 1 5 7 3\nw 1 0 2 4\na 1 2 1 1\n");
  EXPECT_EQ(capacity_over(problem, ArcId{0}, {0, 10}), 4 + 4 + 3 * 1 + 3 + 3 + 3 * 1);
}

TEST(Fot, WrittenAndReadAgain) {
  const std::string text = "p fot 2 1 9\no 1 5 0\no 1 2 3\nr 2 7 inf\na 1 2 1 1\nw 1 0 2 4\n";
  EXPECT_EQ(write_fot(parse_fot(text)), text);
}

TEST(Fot, EveryCodeOfThisFolderHasAPage) {
  for (const char* code : {"P401", "P402", "P403", "P404", "P405", "P406", "P407", "P408", "P409", "P410", "P411",
                           "P412", "P413", "P414", "P420", "P421", "P422", "P430"}) {
    const auto pages = flow_codes();
    EXPECT_TRUE(std::any_of(pages.begin(), pages.end(), [&](const CodePage& page) {
      return page.code == std::string(code);
    })) << code;
  }
}

TEST(SolutionText, BadRecordsAreNamed) {
  const Problem problem = parse_fot("p fot 2 1 3\no 1 1\nr 2\na 1 2 1 1\n");
  const auto code_of = [&](const char* text) -> std::string {
    try {
      static_cast<void>(parse_solution(text, problem));
    } catch (const InputError& error) {
      return error.problems()[0].code;
    }
    return "none";
  };
  EXPECT_EQ(code_of("s fot 0 0 -\ng 1 1 1\n"), "P420");
  EXPECT_EQ(code_of("f 1 1 1\n"), "P421");
  EXPECT_EQ(code_of("s fot 0 0 -\ns fot 0 0 -\n"), "P421");
  EXPECT_EQ(code_of("s max 0 0 -\n"), "P421");
  EXPECT_EQ(code_of("s fot 0 0 -\ny 1 1\n"), "P422");
  EXPECT_EQ(code_of("s fot 0 0 -\nf 2 0 1\n"), "P406");
  EXPECT_EQ(code_of("s fot 0 0 x\n"), "P403");
  EXPECT_EQ(code_of("s fot 0 0 -\nf 1 0 -1\n"), "P405");
}

// Flipped bytes and cut ends: an answer or an InputError, never anything else.
TEST(Fot, SurvivesNoise) {
  const std::string sound =
      "c small\np fot 4 4 9\no 1 5\no 2 3 1\nr 4 inf 2\nr 3 6\na 1 2 1 2\na 2 4 1 2\na 2 3 0 1\na 3 2 0 1\nw 1 3 5 "
      "0\nw 1 6 8 4\n";
  const std::string solution = "s fot 1 2 2\nf 1 0 1\nf 2 1 1\nx 4 2 1\nb 9 8\ny 1 10\nl 3 2\nq 1 0 5\nq 1 3 2\n";
  const Problem problem = parse_fot(sound);
  constexpr std::string_view kLikely = "0123456789 \n-pfarowinfbylqxsc.\t\0\xFF";
  int refused = 0;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    Random random(7, i);
    std::string text = i % 2 == 0 ? sound : solution;
    for (std::uint64_t flips = 1 + random.below(4); flips > 0; --flips)
      text[random.below(text.size())] = kLikely[random.below(kLikely.size())];
    if (random.below(3) == 0) text.resize(random.below(text.size() + 1));
    try {
      if (i % 2 == 0)
        static_cast<void>(parse_fot(text));
      else
        static_cast<void>(parse_solution(text, problem));
    } catch (const InputError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_LT(refused, 3000);
}

}  // namespace
}  // namespace passage::flow
