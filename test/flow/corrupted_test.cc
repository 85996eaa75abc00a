// Every kind of corrupted solution or certificate is rejected, with its first violation named.
#include <gtest/gtest.h>

#include "flow/check.h"
#include "flow/fot.h"
#include "flow/solution_text.h"

namespace passage::flow {
namespace {

// Five people at 1 (two of them from step 1 on) and one at 3.
//   arc 1: 1 -> 2, 1 step, 2 people a step, closed in [3, 5)      arc 2: 2 -> 4, 1 step, 2 a step
//   arc 3: 3 -> 4, 2 steps, 1 a step       arcs 4, 5: 2 <-> 3, no time, 1 a step       arc 6: 2 -> 5, 0, 9
//   refuge 4: 2 a step; refuge 5: one place, any number a step
//   step    0    1    2    3    4
//   arc 1   2    2    1
//   arc 2        1    2    1
//   arc 6        1
//   arc 3   1
//   node 5       1
//   node 4            2    2    1      safe 6, sum 1 + 2*2 + 2*3 + 4 = 15, last 4
// All six are safe, so the bound by 5 holds with equality; the sum is not the smallest (3 could send its
// person to 5 at step 0), which a cut does not claim. By step 1 at most 2: one place at 5, and arc 5 at 0.
constexpr const char* kProblem = R"(p fot 5 6 5
o 1 3
o 1 2 1
o 3 1
r 4 inf 2
r 5 1
a 1 2 1 2
a 2 4 1 2
a 3 4 2 1
a 2 3 0 1
a 3 2 0 1
a 2 5 0 9
w 1 3 5 0
)";
// Prices would have to reach W safe - sum = 18 * 6 - 15 = 93.
constexpr const char* kSolution = R"(s fot 6 15 4
f 1 0 2
f 1 1 2
f 1 2 1
f 2 1 1
f 2 2 2
f 2 3 1
f 3 0 1
f 6 1 1
x 5 1 1
x 4 2 2
x 4 3 2
x 4 4 1
b 1 2
y 2 1
y 4 2
b 5 6
y 1 6
y 2 6
y 3 6
y 4 6
y 5 6
)";

struct Corruption {
  const char* name;
  std::vector<std::pair<std::string, std::string>> replace;  // in the text of the solution; "" appends
  const char* violation;                                     // a part of it
};

std::string corrupted(const Corruption& corruption) {
  std::string text = kSolution;
  for (const auto& [from, to] : corruption.replace) {
    if (from.empty()) {
      text += to;
      continue;
    }
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  return text;
}

Verdict verdict_of(const std::string& text, const char* problem_text = kProblem) {
  const Problem problem = parse_fot(problem_text);
  const SolutionFile read = parse_solution(text, problem);
  return check(problem, read.solution, read.certificate);
}

TEST(Check, AcceptsTheSoundOne) {
  const Verdict verdict = verdict_of(kSolution);
  EXPECT_EQ(verdict.violation, "");
  EXPECT_EQ(verdict.safe, 6);
  EXPECT_EQ(verdict.upper_bound, 6);
}

class Corrupted : public testing::TestWithParam<Corruption> {};

TEST_P(Corrupted, IsRejected) {
  const Verdict verdict = verdict_of(corrupted(GetParam()));
  EXPECT_EQ(verdict.status, VerdictStatus::kRejected);
  EXPECT_NE(verdict.violation.find(GetParam().violation), std::string::npos) << verdict.violation;
}

INSTANTIATE_TEST_SUITE_P(
    Check, Corrupted,
    testing::Values(
        Corruption{"MoreThanTheArcCarries", {{"f 1 1 2", "f 1 1 3"}}, "arc 1, step 1: 3 people enter, capacity 2"},
        Corruption{"OverCapacityInTwoRecords", {{"f 1 1 2", "f 1 1 2\nf 1 1 1"}}, "arc 1, step 1: 3 people"},
        Corruption{"InAClosedWindow", {{"f 1 2 1", "f 1 3 1"}}, "arc 1, step 3: 1 person enters, capacity 0 in [3, 5)"},
        Corruption{"BeforeTheRelease", {{"f 1 0 2\n", "f 1 0 2\nf 2 0 1\n"}}, "node 2, step 0: 1 person more leave"},
        Corruption{"MoreThanAreReleased", {{"f 1 2 1", "f 1 2 2"}}, "node 1, step 2: 1 person more leave"},
        Corruption{"OriginInventsPeople", {{"f 3 0 1", "f 3 0 1\nf 3 1 1"}}, "node 3, step 1: 1 person more leave"},
        Corruption{"EntryAfterTheHorizon", {{"f 6 1 1", "f 6 6 1"}}, "arc 6, step 6: the step is outside"},
        Corruption{"ArrivalAfterTheHorizon", {{"f 3 0 1", "f 3 4 1"}}, "arc 3, step 4: the arrival is after"},
        Corruption{"EntryOfNobody", {{"f 6 1 1", "f 6 1 0"}}, "arc 6, step 1: 0 people enter, not at least 1"},
        Corruption{"PersonLostOnTheWay", {{"f 2 1 1\n", ""}}, "node 4, step 2: 1 person more leave than are there"},
        Corruption{"IntakeAtNoRefuge", {{"x 5 1 1", "x 2 1 1"}}, "node 2, step 1: intake at a node that is no refuge"},
        Corruption{"IntakeOverTheRate", {{"x 4 3 2", "x 4 3 3"}}, "node 4, step 3: intake of 3 people, rate 2"},
        Corruption{"IntakeOverTheLifetime", {{"x 5 1 1", "x 5 1 1\nx 5 2 1"}}, "node 5: intake of 2 people in all"},
        Corruption{"IntakeBeforeArrival", {{"x 4 2 2", "x 4 1 2"}}, "node 4, step 1: 2 people more leave"},
        Corruption{"IntakeAfterTheHorizon", {{"x 4 4 1", "x 4 6 1"}}, "node 4, step 6: intake outside the horizon"},
        Corruption{"IntakeOfNobody", {{"x 4 4 1", "x 4 4 0"}}, "node 4, step 4: intake of 0"},
        Corruption{"CirclesWithinAStep", {{"f 6 1 1", "f 6 1 1\nf 4 1 1\nf 5 1 1"}}, "step 1: people circle"},
        Corruption{"ClaimsOneMoreSafe", {{"s fot 6", "s fot 7"}}, "7 safe are claimed, the intakes give 6"},
        Corruption{"ClaimsASmallerSum", {{"6 15 4", "6 14 4"}}, "the sum 14 is claimed, the intakes give 15"},
        Corruption{"ClaimsAnEarlierEnd", {{"6 15 4", "6 15 3"}}, "the last intake is claimed at 3, it is at 4"},
        Corruption{"ClaimsNobodyCame", {{"6 15 4", "6 15 -"}}, "the last intake is claimed at -1"},
        Corruption{"BoundClaimedTooLow", {{"b 5 6", "b 5 5"}}, "the bound by step 5: 5 is claimed, the labels give 6"},
        Corruption{"BoundClaimedTooHigh", {{"b 1 2", "b 1 3"}}, "the bound by step 1: 3 is claimed, the labels give 2"},
        Corruption{"LabelTooLate", {{"y 3 6", "y 3 7"}}, "the bound by step 5: a label is out of range"},
        Corruption{"UnlimitedRefugeWithALabel", {{"y 3 6", "y 3 5"}, {"y 1 6", "y 1 0"}}, "the bound by step 5"},
        Corruption{"DeadlineAfterTheHorizon", {{"b 5 6", "b 6 6"}}, "the bound by step 6: a label is out of range"},
        Corruption{"DeadlineTwice", {{"", "b 5 6\ny 1 6\ny 2 6\ny 3 6\ny 4 6\ny 5 6\n"}}, "deadlines must rise"},
        Corruption{
            "NoBoundAtTheHorizon", {{"b 5 6\ny 1 6\ny 2 6\ny 3 6\ny 4 6\ny 5 6\n", ""}}, "no bound at the horizon"},
        Corruption{"PriceOfAnUnlimitedRefuge", {{"", "l 4 1\n"}}, "the prices: a value is negative or rises"},
        Corruption{"PriceOfNoRefuge", {{"", "l 2 1\n"}}, "the prices: a value is negative or rises"},
        Corruption{"ValueThatRises", {{"", "q 1 0 3\nq 1 2 4\n"}}, "the prices: a value is negative or rises"},
        Corruption{"PricesThatProveLess",
                   {{"", "l 5 18\nq 4 0 18\nq 4 5 13\nq 2 0 18\nq 1 0 18\nq 3 0 18\n"}},
                   "the prices: W safe - sum is 93"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Check, NothingProvedIsRejected) {
  const Problem problem = parse_fot(kProblem);
  SolutionFile read = parse_solution(kSolution, problem);
  read.certificate = {};
  EXPECT_EQ(check(problem, read.solution, read.certificate).violation, "there is no bound");
}

// Labels of 0 are left out, so a block with prices may hold a cut that no line shows.
TEST(Check, PricesBesideLabelsThatAreAllZero) {
  const Problem problem = parse_fot("p fot 1 0 10\no 1 7 3\nr 1 5 2\n");
  const std::string intakes = "s fot 5 19 5\nx 1 3 2\nx 1 4 2\nx 1 5 1\n";
  const std::string prices = "l 1 17\nq 1 0 5\nq 1 1 4\nq 1 2 3\nq 1 3 0\n";
  const auto verdict = [&](const std::string& bound) {
    const SolutionFile read = parse_solution(intakes + bound + prices, problem);
    return check(problem, read.solution, read.certificate);
  };
  EXPECT_EQ(verdict("b 10 5\n").status, VerdictStatus::kAccepted);
  EXPECT_EQ(verdict("b 10 5\n").upper_bound, 5);
  EXPECT_EQ(verdict("b 10 4\n").upper_bound, 7);  // prices alone: all who are released in time
}

}  // namespace
}  // namespace passage::flow
