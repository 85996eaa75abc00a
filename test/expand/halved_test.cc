// Steps half as long, begun with the solution of the long ones.
#include "expand/halved.h"

#include <gtest/gtest.h>

#include <random>

#include "solver/solve.h"
#include "test/support/random_talks.h"
#include "timenet/contract.h"

namespace passage::expand {
namespace {

using namespace test;

constexpr Millis kMinute{60'000};

solver::SolveOptions early() {
  solver::SolveOptions out;
  out.aim = solver::Aim::kSafeEarly;
  out.cuts = solver::Cuts::kAtDeadlines;
  return out;
}

// As many are safe as by a solution from nothing, and whoever went by no remnant link goes as he went, half and half.
TEST(Halved, AsManyAreSafeInTheEnd) {
  std::mt19937 random(9);
  flow::Amount known = 0, all = 0;
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork inner = timenet::travel_network(random_talks(random), rules::Rounding::kInner);
    const TravelNetwork roads = timenet::contract(inner, Table<LinkId, char>(inner.tail.size(), 1)).travel;
    const TravelNetwork long_steps = with_remnant_links(roads, kMinute * 10);
    const Discrete coarse = discretise(long_steps, kMinute * 10);
    const solver::Solved first = solver::solve(coarse.problem, early(), jobs::Task());
    const solver::Itineraries itineraries = halved(long_steps, decompose_paths(long_steps, coarse, first.solution));
    const TravelNetwork short_steps = with_remnant_links(long_steps, kMinute * 5);
    const Discrete fine = discretise(short_steps, kMinute * 5);
    solver::SolveOptions with = early();
    with.warm_start = &itineraries;
    with.searched_every = fine.problem.horizon + 1;
    const solver::Solved begun = solver::solve(fine.problem, with, jobs::Task());
    EXPECT_EQ(begun.solution.safe, solver::solve(fine.problem, early(), jobs::Task()).solution.safe) << "case " << i;
    for (const solver::Itineraries::Itinerary& it : itineraries.all) known += it.persons;
    all += first.solution.safe;
  }
  EXPECT_GT(known, all / 2);
  EXPECT_LE(known, all);
}

// Remnant links are those of the steps at hand.
TEST(Halved, RemnantLinksAreMadeAnew) {
  std::mt19937 random(10);
  for (int i = 0; i < 50; ++i) {
    const TravelNetwork inner = timenet::travel_network(random_talks(random), rules::Rounding::kInner);
    const TravelNetwork roads = timenet::contract(inner, Table<LinkId, char>(inner.tail.size(), 1)).travel;
    const TravelNetwork direct = with_remnant_links(roads, kMinute * 5);
    const TravelNetwork again = with_remnant_links(with_remnant_links(roads, kMinute * 10), kMinute * 5);
    ASSERT_EQ(again.tail, direct.tail);
    EXPECT_EQ(again.remnant, direct.remnant);
    EXPECT_EQ(again.chain_of, direct.chain_of);
    for (const LinkId m : direct.tail.ids()) EXPECT_EQ(again.opening(m), direct.opening(m));
  }
}

}  // namespace
}  // namespace passage::expand
