// Nodes that are made one: by hand, and how often it happens in the problems that the oracle answers.
#include "solver/merge.h"

#include <gtest/gtest.h>

#include "flow/check.h"
#include "flow/fot.h"
#include "test/solver/instances.h"
#include "test/solver/oracle.h"

namespace passage::test {
namespace {

std::size_t nodes_left(const flow::Problem& problem) {
  return solver::Merged(problem).problem().node_count;
}

// 1 -> 2 -> 3 -> 4: at most 3 come to 2, and 5 may go on at once, so 2 and 3 are one place.
TEST(Merged, WhereAllWhoComeCanGoOnAtOnce) {
  EXPECT_EQ(nodes_left(flow::parse_fot("p fot 4 3 5\no 1 20\nr 4\na 1 2 1 3\na 2 3 0 5\na 3 4 1 4\n")), 3u);
}

// Two may go on at once of three who come and three who could leave.
TEST(Merged, NotWhereTheArcBetweenHoldsBack) {
  EXPECT_EQ(nodes_left(flow::parse_fot("p fot 4 3 5\no 1 20\nr 4\na 1 2 1 3\na 2 3 0 2\na 3 4 1 3\n")), 4u);
}

// Narrower in one step: not at every step what comes can go on.
TEST(Merged, NotIfOneStepHoldsBack) {
  EXPECT_EQ(nodes_left(flow::parse_fot("p fot 4 3 5\no 1 20\nr 4\na 1 2 1 3\na 2 3 0 5\nw 2 3 4 2\na 3 4 1 4\n")), 4u);
}

// Steps are few where roads take none, and a node has a capacity for each.
TEST(Merged, NotWhereStepsAreMany) {
  EXPECT_EQ(nodes_left(flow::parse_fot("p fot 4 3 5000\no 1 20\nr 4\na 1 2 1 3\na 2 3 0 5\na 3 4 1 4\n")), 4u);
}

// It takes a step to go on: whoever is at 2 is not at 3.
TEST(Merged, NotOverAnArcThatTakesTime) {
  EXPECT_EQ(nodes_left(flow::parse_fot("p fot 4 3 5\no 1 20\nr 4\na 1 2 1 3\na 2 3 1 5\na 3 4 1 4\n")), 4u);
}

// Once 2 and 3 are one, the ways to 4 by either are one of capacity 6, and carry what both carried; 1 lets through
// more.
TEST(Merged, ParallelArcsAreOneAndAreToldApartAgain) {
  const flow::Problem problem =
      flow::parse_fot("p fot 4 5 3\no 1 20\nr 4\na 1 2 0 9\na 2 3 0 9\na 3 2 0 9\na 2 4 1 2\na 3 4 1 4\n");
  const solver::Merged merged(problem);
  ASSERT_EQ(merged.problem().node_count, 2u);
  ASSERT_EQ(merged.problem().arc_count(), 1u);
  const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
  EXPECT_EQ(solved.solution.safe, 18);
  EXPECT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "");
}

// Zero-time arcs with windows, lifetime capacities, releases and fractions of persons: the oracle's answer, and cuts
// that prove it of the problem as it was.
TEST(Merged, AnswersStay) {
  std::size_t merged = 0, problems = 0;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const flow::Problem problem = random_problem(60'000 + i, i % 2 == 0 ? Rates::kWhole : Rates::kFractions);
    merged += nodes_left(problem) < problem.node_count;
    ++problems;
    const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
    const Answer want = oracle(problem);
    ASSERT_EQ(solved.solution.safe, want.safe) << "instance " << i;
    ASSERT_EQ(narrow(solved.solution.sum), want.sum) << "instance " << i;
    const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
    ASSERT_EQ(verdict.violation, "") << "instance " << i;
    ASSERT_EQ(verdict.upper_bound, want.safe) << "instance " << i;
  }
  EXPECT_GT(merged * 4, problems);
}

}  // namespace
}  // namespace passage::test
