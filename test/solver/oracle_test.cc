// The solver against the oracle, on thousands of tiny problems; every answer through the checker.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/random.h"
#include "flow/check.h"
#include "flow/fot.h"
#include "flow/solution_text.h"
#include "solver/solve.h"
#include "test/solver/instances.h"
#include "test/solver/oracle.h"

namespace passage::test {
namespace {

constexpr std::uint64_t kInstances = 4000;

Answer answer_of(const solver::Solved& solved) {
  return {solved.solution.safe, narrow(solved.solution.sum)};
}

TEST(Oracle, SafeAndSumAndProof) {
  std::uint64_t windows = 0, capacities = 0, rates = 0, releases = 0, cycles = 0, unreachable = 0, prices = 0;
  for (std::uint64_t i = 0; i < kInstances; ++i) {
    const flow::Problem problem = random_problem(i);
    const Answer want = oracle(problem);
    windows += oracle(without_windows(problem)) != want;
    capacities += oracle(without_capacities(problem)) != want;
    rates += oracle(without_rates(problem)) != want;
    releases += oracle(without_releases(problem)) != want;
    cycles += has_zero_time_cycle(problem);
    unreachable += has_unreachable_origin(problem);
    const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
    SCOPED_TRACE(fmt::format("instance {}\n", i) + flow::write_fot(problem));
    ASSERT_EQ(answer_of(solved).safe, want.safe);
    ASSERT_EQ(answer_of(solved).sum, want.sum);
    const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
    ASSERT_EQ(verdict.violation, "");
    ASSERT_EQ(verdict.upper_bound, want.safe);
    prices += solved.certificate.kind == flow::CertificateKind::kPrices;
    if (solved.certificate.kind != flow::CertificateKind::kPrices) {
      ASSERT_EQ(solved.safe_by, solved.at_most);
    }
    // What is written is read back as the same, and accepted.
    const flow::SolutionFile read =
        flow::parse_solution(flow::write_solution(problem, solved.solution, solved.certificate), problem);
    ASSERT_EQ(flow::check(flow::parse_fot(flow::write_fot(problem)), read.solution, read.certificate).violation, "");
  }
  for (const std::uint64_t count : {windows, capacities, rates, releases, cycles, unreachable, prices})
    EXPECT_GE(count * 10, kInstances);
  printf("of %d: window %d, lifetime capacity %d, rate %d, release %d, zero-time cycle %d, unreachable %d, prices %d\n",
         int(kInstances), int(windows), int(capacities), int(rates), int(releases), int(cycles), int(unreachable),
         int(prices));
}

// Where only rates bind, the most people are safe at every step at once.
TEST(Oracle, EarliestArrivalAtEveryStep) {
  for (std::uint64_t i = 0; i < 400; ++i) {
    flow::Problem problem = without_capacities(random_problem(10'000 + i));
    const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
    for (flow::Step t = problem.horizon; t >= 0; --t) {
      problem.horizon = t;
      ASSERT_EQ(solved.safe_by[static_cast<std::size_t>(t)], oracle(problem).safe) << "instance " << i << " step " << t;
    }
  }
}

TEST(Oracle, FractionalRates) {
  for (std::uint64_t i = 0; i < 600; ++i) {
    const flow::Problem problem = random_problem(20'000 + i, Rates::kFractions);
    const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
    ASSERT_EQ(answer_of(solved), oracle(problem)) << "instance " << i;
    ASSERT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "") << "instance " << i;
  }
}

TEST(Oracle, SafeEarlyIsExactInThePeopleSafe) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const flow::Problem problem = random_problem(30'000 + i);
    solver::SolveOptions options;
    options.aim = solver::Aim::kSafeEarly;
    const solver::Solved solved = solver::solve(problem, options, jobs::Task());
    ASSERT_EQ(solved.solution.safe, oracle(problem).safe) << "instance " << i << "\n" << flow::write_fot(problem);
    const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
    ASSERT_EQ(verdict.violation, "") << "instance " << i << "\n" << flow::write_fot(problem);
    ASSERT_EQ(verdict.upper_bound, solved.solution.safe) << "instance " << i << "\n" << flow::write_fot(problem);
  }
}

// Any itineraries to begin with, most of them of no use: walks at random, some over arcs that do not join.
solver::Itineraries random_itineraries(const flow::Problem& problem, std::uint64_t seed) {
  Random random(seed, 77, 0);
  solver::Itineraries out;
  for (int i = 0; i < 12 && !problem.supplies.empty(); ++i) {
    const auto supply = static_cast<std::uint32_t>(random.below(problem.supplies.size()));
    flow::NodeId at = problem.supplies[supply].node;
    flow::Step now = problem.supplies[supply].release;
    std::int32_t last = -1;
    for (std::uint64_t hop = random.below(5); hop-- > 0;) {
      std::vector<flow::ArcId> on;
      for (const flow::ArcId a : problem.tail.ids())
        if (problem.tail[a] == at || random.below(20) == 0) on.push_back(a);
      if (on.empty()) break;
      const flow::ArcId a = on[random.below(on.size())];
      now += static_cast<flow::Step>(random.below(3));
      out.legs.push_back({last, a, now});
      last = static_cast<std::int32_t>(out.legs.size()) - 1;
      now += problem.time[a];
      at = problem.head[a];
    }
    out.all.push_back({supply, last,
                       std::min<flow::Step>(problem.horizon, now + static_cast<flow::Step>(random.below(3))),
                       static_cast<flow::Amount>(1 + random.below(5))});
  }
  return out;
}

TEST(Oracle, WhereASolveBeginsChangesNothing) {
  for (std::uint64_t i = 0; i < kInstances; ++i) {
    const flow::Problem problem = random_problem(40'000 + i);
    const solver::Itineraries known = random_itineraries(problem, i);
    solver::SolveOptions options;
    options.warm_start = &known;
    const solver::Solved solved = solver::solve(problem, options, jobs::Task());
    SCOPED_TRACE(fmt::format("instance {}\n", i) + flow::write_fot(problem));
    ASSERT_EQ(answer_of(solved), oracle(problem));
    ASSERT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "");
    if (solved.certificate.kind != flow::CertificateKind::kPrices) {
      ASSERT_EQ(solved.safe_by, solved.at_most);
    }
  }
}

// Stages that take itineraries of the warm start and look for no others: in the end as many are safe.
TEST(Oracle, WhatIsNotSearchedIsFoundInTheEnd) {
  for (std::uint64_t i = 0; i < kInstances; ++i) {
    const flow::Problem problem = random_problem(50'000 + i);
    const solver::Itineraries known = random_itineraries(problem, i);
    solver::SolveOptions options;
    options.aim = solver::Aim::kSafeEarly;
    options.cuts = solver::Cuts::kAtDeadlines;
    options.warm_start = &known;
    options.searched_every = problem.horizon + 1;
    const solver::Solved solved = solver::solve(problem, options, jobs::Task());
    SCOPED_TRACE(fmt::format("instance {}\n", i) + flow::write_fot(problem));
    ASSERT_EQ(solved.solution.safe, oracle(problem).safe);
    ASSERT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "");
  }
}

// Stages searched now and then: at these as many are safe as if all were, where no refuge is full for good.
TEST(Oracle, WhatIsSearchedNowAndThenIsFoundByThen) {
  for (std::uint64_t i = 0; i < kInstances; ++i) {
    flow::Problem problem = random_problem(60'000 + i);
    for (flow::Refuge& refuge : problem.refuges) refuge.capacity = flow::kUnlimited;
    const solver::Itineraries known = random_itineraries(problem, i);
    solver::SolveOptions options;
    options.aim = solver::Aim::kSafeEarly;
    options.cuts = solver::Cuts::kAtDeadlines;
    const solver::Solved all = solver::solve(problem, options, jobs::Task());
    options.warm_start = &known;
    options.searched_every = 2 + static_cast<flow::Step>(i % 3);
    const solver::Solved solved = solver::solve(problem, options, jobs::Task());
    SCOPED_TRACE(fmt::format("instance {}\n", i) + flow::write_fot(problem));
    ASSERT_EQ(flow::check(problem, solved.solution, solved.certificate).violation, "");
    for (flow::Step t = 0; t <= problem.horizon; ++t) {
      const auto at = static_cast<std::size_t>(t);
      if ((t + 1) % options.searched_every == 0 || t == problem.horizon) {
        ASSERT_EQ(solved.safe_by[at], all.safe_by[at]);
      } else {
        ASSERT_LE(solved.safe_by[at], all.safe_by[at]);
      }
    }
  }
}

}  // namespace
}  // namespace passage::test
