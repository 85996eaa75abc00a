// Small problems worked by hand, and the known results of the shared instances.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "flow/check.h"
#include "flow/fot.h"
#include "solver/solve.h"

namespace passage::test {
namespace {

// Three people at 1, refuge 3; arc 1 (1 -> 2) closes at step 2.
//   step    0  1  2  3
//   arc 1   p  q  -  -     the third is left
//   arc 2      p  q
//   intake        p  q     safe 2, sum 2 + 3
TEST(Solve, WindowLeavesTheThirdBehind) {
  const flow::Problem problem = flow::parse_fot("p fot 3 2 4\no 1 3\nr 3\na 1 2 1 1\na 2 3 1 1\nw 1 2 5 0\n");
  const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, 2);
  EXPECT_EQ(narrow(solved.solution.sum), 5);
  EXPECT_EQ(solved.solution.last, 3);
  EXPECT_EQ(solved.safe_by, (std::vector<flow::Amount>{0, 0, 1, 2, 2}));
  EXPECT_EQ(solved.at_most, solved.safe_by);
}

// Shelter 2 (one place) is one step from origin 1 and two from origin 3; station 4 is three steps from
// 1 only. First come, first served would send 1's person to the shelter and leave 3's behind; the most
// safe sends him to the station: safe 2, sum 3 + 2. The place in the shelter is worth a person.
TEST(Solve, AFullRefugeHandsItsPlaceOn) {
  const flow::Problem problem =
      flow::parse_fot("p fot 4 3 3\no 1 1\no 3 1\nr 2 1\nr 4\na 1 2 1 1\na 3 2 2 1\na 1 4 3 1\n");
  const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, 2);
  EXPECT_EQ(narrow(solved.solution.sum), 5);
  EXPECT_EQ(solved.certificate.kind, flow::CertificateKind::kPrices);
  EXPECT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "");
}

// A rate of 1 person in 2 steps, phase 1: floor((s + 2) / 2) - floor((s + 1) / 2) = 1, 0, 1, 0, 1 people
// at steps 0, 1, ...: of three released at step 1 two are taken in, at 2 and 4.
TEST(Solve, FractionsAreCountedByThePhase) {
  flow::Problem problem = flow::parse_fot("p fot 1 0 4\no 1 3 1\nr 1\n");
  problem.refuges[0].rate = {1, 2, 1};
  const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, 2);
  EXPECT_EQ(narrow(solved.solution.sum), 6);
}

TEST(Solve, NobodyAndNowhere) {
  EXPECT_EQ(solver::solve(flow::parse_fot("p fot 0 0 0\n"), {}, jobs::Task()).solution.safe, 0);
  EXPECT_EQ(solver::solve(flow::parse_fot("p fot 2 0 5\no 1 9\n"), {}, jobs::Task()).at_most.back(), 0);
  const solver::Solved late = solver::solve(flow::parse_fot("p fot 1 0 5\no 1 9 6\nr 1\n"), {}, jobs::Task());
  EXPECT_EQ(late.solution.safe, 0);
  EXPECT_EQ(late.solution.last, -1);
  EXPECT_EQ(late.at_most.back(), 0);
}

TEST(Solve, MorePeopleThanThirtyTwoBitsCount) {
  const solver::Solved solved =
      solver::solve(flow::parse_fot("p fot 2 1 2\no 1 9000000000\nr 2\na 1 2 1 5000000000\n"), {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, 9000000000);
  EXPECT_EQ(narrow(solved.solution.sum), 5000000000 + 2 * 4000000000);
}

struct Known {
  const char* file;
  flow::Amount safe;
  std::int64_t sum;
  flow::Step last;
};

class KnownResult : public testing::TestWithParam<Known> {};

TEST_P(KnownResult, IsReproduced) {
  const char* data = std::getenv("PASSAGE_DATA");
  const std::filesystem::path path =
      std::filesystem::path(data ? data : "") / "flow" / (GetParam().file + std::string(".fot"));
  if (data == nullptr || !std::filesystem::exists(path)) {
    if (std::getenv("CI") != nullptr) FAIL() << "PASSAGE_DATA is not set, and this is CI";
    GTEST_SKIP() << "PASSAGE_DATA is not set";
  }
  const flow::Problem problem = flow::read_fot(path);
  const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, GetParam().safe);
  EXPECT_EQ(narrow(solved.solution.sum), GetParam().sum);
  EXPECT_EQ(solved.solution.last, GetParam().last);
  EXPECT_EQ(solved.safe_by, solved.at_most);
  const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
  EXPECT_EQ(verdict.violation, "");
  EXPECT_EQ(verdict.upper_bound, GetParam().safe);
}

// docs/methods/flow.md names where these come from: network simplex on the explicit expansion.
INSTANTIATE_TEST_SUITE_P(Solve, KnownResult,
                         testing::Values(Known{"grid-2k-60", 11'905, 368'495, 54},
                                         Known{"grid-2k-240w", 23'818, 2'515'115, 202},
                                         Known{"grid-20k-60w", 38'259, 1'400'413, 59},
                                         Known{"grid-20k-240w", 115'847, 14'379'917, 239},
                                         Known{"padang", 32'088, 4'718'790, 326}));

}  // namespace
}  // namespace passage::test
