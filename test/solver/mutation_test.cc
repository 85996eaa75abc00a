// Solvers broken on purpose: each must be told from a right one by the oracle or the checker.
#include <gtest/gtest.h>

#include <atomic>

#include "flow/bound.h"
#include "flow/check.h"
#include "solver/solve.h"
#include "test/solver/instances.h"
#include "test/solver/oracle.h"

namespace passage::test {
namespace {

using Solver = solver::Solved (*)(flow::Problem);

struct Broken {
  const char* name;
  Solver solve;
};

// Bounds claimed for the right problem by cuts found for the wrong one.
solver::Solved solve_altered(const flow::Problem& altered) {
  return solver::solve(altered, {}, jobs::Task());
}

solver::Solved ignores_windows(flow::Problem p) {
  return solve_altered(without_windows(std::move(p)));
}
solver::Solved ignores_releases(flow::Problem p) {
  return solve_altered(without_releases(std::move(p)));
}
solver::Solved ignores_capacities(flow::Problem p) {
  return solve_altered(without_capacities(std::move(p)));
}
solver::Solved ignores_rates(flow::Problem p) {
  return solve_altered(without_rates(std::move(p)));
}
solver::Solved one_step_more(flow::Problem p) {
  ++p.horizon;
  return solve_altered(p);
}
solver::Solved one_step_less(flow::Problem p) {
  --p.horizon;
  return solve_altered(p);
}
solver::Solved windows_end_late(flow::Problem p) {
  for (flow::Piece& piece : p.pieces) ++piece.steps.until;
  for (const flow::ArcId a : p.tail.ids()) {  // keep them disjoint
    const auto row = p.pieces_of[a];
    for (const flow::PieceId piece : row)
      for (const flow::PieceId other : row)
        if (piece < other)
          p.pieces[piece].steps.until = std::min(p.pieces[piece].steps.until, p.pieces[other].steps.from);
  }
  return solve_altered(p);
}
solver::Solved forgets_zero_time_arcs(flow::Problem p) {
  for (const flow::ArcId a : p.tail.ids())
    if (p.time[a] == 0) p.time[a] = 1;
  return solve_altered(p);
}
solver::Solved one_release_a_node(flow::Problem p) {
  for (flow::Supply& supply : p.supplies)
    for (const flow::Supply& other : p.supplies)
      if (other.node == supply.node) supply.release = std::min(supply.release, other.release);
  return solve_altered(p);
}
solver::Solved origins_are_no_refuges(flow::Problem p) {
  for (flow::Supply& supply : p.supplies)
    for (const flow::Refuge& refuge : p.refuges)
      if (refuge.node == supply.node) supply.persons = 0;
  return solve_altered(p);
}
solver::Solved stages_by_arrival_only(flow::Problem p) {
  solver::SolveOptions options;
  options.aim = solver::Aim::kSafeEarly;
  return solver::solve(p, options, jobs::Task());
}
solver::Solved stops_early(flow::Problem p) {
  bool half = false;
  const jobs::Task task(1, [&](double done, std::string_view /*known*/) { half = done >= 0.5; });
  return solver::solve(p, {}, task.until([&] { return half; }));
}
// Each supply finds its way in what the supplies before it left, and nobody is ever sent elsewhere:
// an augmenting path method without residual arcs.
solver::Solved never_reroutes(flow::Problem p) {
  const std::vector<flow::Supply> supplies = std::exchange(p.supplies, {});
  solver::Solved all;
  for (const flow::Supply& supply : supplies) {
    p.supplies = {supply};
    const solver::Solved one = solver::solve(p, {}, jobs::Task());
    std::map<std::pair<flow::ArcId, flow::Step>, flow::Amount> used;
    for (const flow::Entry& entry : one.solution.entries) used[{entry.arc, entry.step}] = entry.amount;
    flow::Problem rest = p;
    rest.pieces.clear();
    std::vector<std::uint32_t> first{0};
    for (const flow::ArcId a : p.tail.ids()) {
      for (flow::Step s = 0; s <= p.horizon; ++s)
        rest.pieces.push_back({{s, s + 1}, {flow::capacity_over(p, a, {s, s + 1}) - used[{a, s}], 1, 0}});
      first.push_back(static_cast<std::uint32_t>(rest.pieces.size()));
    }
    rest.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::move(first));
    p = std::move(rest);
    all.solution.safe += one.solution.safe;
    all.solution.sum += one.solution.sum;
  }
  return all;
}
solver::Solved cuts_one_late(flow::Problem p) {
  solver::Solved solved = solver::solve(p, {}, jobs::Task());
  for (flow::StepCut& cut : solved.certificate.cuts)
    for (flow::Step& cut_time : cut.cut_time.values()) cut_time = std::min<flow::Step>(cut_time + 1, cut.deadline + 1);
  return solved;
}
solver::Solved loses_a_person(flow::Problem p) {
  solver::Solved solved = solver::solve(p, {}, jobs::Task());
  if (solved.solution.intakes.empty()) return solved;
  flow::Intake& last = solved.solution.intakes.back();
  solved.solution.sum -= last.step;
  --solved.solution.safe;
  if (--last.amount == 0) solved.solution.intakes.pop_back();
  return solved;
}

class Mutation : public testing::TestWithParam<Broken> {};

TEST_P(Mutation, IsCaught) {
  int caught = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const flow::Problem problem = random_problem(i);
    const solver::Solved solved = GetParam().solve(problem);
    const Answer got{solved.solution.safe, narrow(solved.solution.sum)};
    const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
    caught += got != oracle(problem) || verdict.status == flow::VerdictStatus::kRejected;
  }
  EXPECT_GE(caught, 3);
}

// never_reroutes has no flow for the checker to see: by its figures alone.
TEST(Mutations, NeverReroutesIsCaughtByItsFigures) {
  int caught = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const flow::Problem problem = without_capacities(without_rates(random_problem(i)));
    const solver::Solved solved = never_reroutes(problem);
    const Answer got{solved.solution.safe, narrow(solved.solution.sum)}, want = oracle(problem);
    EXPECT_LE(got.safe, want.safe);
    caught += got != want;
  }
  EXPECT_GE(caught, 3);
}

INSTANTIATE_TEST_SUITE_P(
    Solver, Mutation,
    testing::Values(Broken{"IgnoresWindows", ignores_windows}, Broken{"IgnoresReleases", ignores_releases},
                    Broken{"IgnoresCapacities", ignores_capacities}, Broken{"IgnoresRates", ignores_rates},
                    Broken{"OneStepMore", one_step_more}, Broken{"OneStepLess", one_step_less},
                    Broken{"WindowsEndLate", windows_end_late}, Broken{"ForgetsZeroTimeArcs", forgets_zero_time_arcs},
                    Broken{"OneReleaseANode", one_release_a_node},
                    Broken{"OriginsAreNoRefuges", origins_are_no_refuges},
                    Broken{"StagesByArrivalOnly", stages_by_arrival_only}, Broken{"StopsEarly", stops_early},
                    Broken{"CutsOneLate", cuts_one_late}, Broken{"LosesAPerson", loses_a_person}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace passage::test
