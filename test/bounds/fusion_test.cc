// Cut times in better places: fusions against all choices there are, jumps that never lose, and the kernel on which
// they are looked for.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "bounds/fusion.h"
#include "bounds/kernel.h"
#include "test/support/random_talks.h"
#include "test/support/worked_case.h"

namespace passage::bounds {

using rules::Rounding;

namespace {

using namespace test;

constexpr Millis kMinute{60'000};

// By vertex: a time before the deadline, of whole minutes.
TemporalCut random_cut(const TravelNetwork& m, CaseTime deadline, std::mt19937& random) {
  TemporalCut out{deadline, {}};
  const auto minutes = static_cast<unsigned>(deadline / kMinute);
  for (std::size_t s = 0; s < m.node.size(); ++s)
    out.cut_time.push_back(kMinute * static_cast<int>(random() % (minutes + 1)));
  close_unlimited(m, out);
  cut_refuges(m, out);
  return out;
}

// A person more passes wherever a road is cut, which no choice between two cut times counts exactly.
std::int64_t tolerance(const TravelNetwork& m) {
  return static_cast<std::int64_t>(m.tail.size());
}

TEST(Fusion, FusesTheBestOfAllChoices) {
  std::mt19937 random(3);
  int better = 0;
  for (int i = 0; i < 60; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    TemporalCut one = random_cut(outer, outer.horizon, random), other = random_cut(outer, outer.horizon, random);
    ASSERT_LE(outer.node.size(), 16u);
    Persons least = std::min(cut_bound(outer, one), cut_bound(outer, other));
    const Persons neither = least;
    for (std::uint32_t bits = 0; bits < 1u << outer.node.size(); ++bits) {
      TemporalCut fused = one;
      for (const VertexId s : outer.node.ids())
        if (bits >> s.index() & 1) fused.cut_time[s] = other.cut_time[s];
      least = std::min(least, cut_bound(outer, fused));
    }
    const Persons found = cut_bound(outer, Fusion(outer).fuse(one, other));
    EXPECT_LE(found, neither) << "case " << i;
    EXPECT_LE(found.count(), least.count() + tolerance(outer)) << "case " << i;
    EXPECT_GE(found, least) << "case " << i;
    better += found < neither;
  }
  EXPECT_GT(better, 20);
}

TEST(Fusion, JumpsNeverMakeABoundWorse) {
  std::mt19937 random(4);
  int better = 0;
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    TemporalCut cut = random_cut(outer, outer.horizon, random);
    const Persons before = cut_bound(outer, cut);
    Fusion(outer).jump(cut, {kMinute * 60, kMinute, 2, 4}, jobs::Task());
    EXPECT_LE(cut_bound(outer, cut), before) << "case " << i;
    for (const CaseTime t : cut.cut_time) EXPECT_TRUE(CaseTime{0} <= t && t <= cut.deadline) << "case " << i;
    better += cut_bound(outer, cut) < before;
  }
  EXPECT_GT(better, 60);
}

// Cut times of one hour are as long before another; what they prove there is a number, and fused with others never
// worse.
TEST(Fusion, MovesACutToAnotherDeadline) {
  std::mt19937 random(6);
  int better = 0;
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    Fusion fusion(outer);
    TemporalCut late = random_cut(outer, outer.horizon, random);
    fusion.jump(late, {kMinute * 60, kMinute, 2, 4, 2}, jobs::Task());
    const CaseTime t = outer.horizon * 2 / 3;
    const TemporalCut early = fusion.at(t, late), own = random_cut(outer, t, random);
    EXPECT_EQ(early.deadline, t);
    for (const CaseTime cut_time : early.cut_time)
      EXPECT_TRUE(CaseTime{0} <= cut_time && cut_time <= t) << "case " << i;
    const Persons moved = cut_bound(outer, early), random_bound = cut_bound(outer, own);
    EXPECT_LT(moved.count(), std::int64_t{1} << 40) << "case " << i;
    EXPECT_LE(cut_bound(outer, fusion.fuse(own, early)), std::min(moved, random_bound)) << "case " << i;
    better += moved < random_bound;
    const TemporalCut again = fusion.at(outer.horizon, early);
    for (const VertexId s : outer.node.ids()) {  // and as long after, where nothing was in the way
      if (early.cut_time[s] == late.cut_time[s] - (outer.horizon - t) && outer.node[s].valid()) {
        EXPECT_GE(again.cut_time[s], late.cut_time[s]) << "case " << i;
      }
    }
  }
  EXPECT_GT(better, 60);
}

// Stopped before it began it changes nothing.
TEST(Fusion, StopsWhenAsked) {
  std::mt19937 random(5);
  const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
  const TemporalCut before = random_cut(outer, outer.horizon, random);
  TemporalCut cut = before;
  const jobs::Task task;
  task.cancel();
  Fusion(outer).jump(cut, {kMinute * 60, kMinute, 2, 4}, task);
  EXPECT_EQ(cut.cut_time, before.cut_time);
}

// 1 - 2 - 3 - 4 - 5 in both directions, 3 - 6 - 7 a dead end; people at 1, the refuge at 5, 2 - 3 the narrowest.
scenario::Case with_a_dead_end() {
  scenario::Case c = empty_case(240);
  c.outside = scenario::Outside::kFree;
  c.network = drawn(7, {{"r1", 1, 2, 5000, 600},
                        {"r2", 2, 3, 5000, 300},
                        {"r3", 3, 4, 5000, 600},
                        {"r4", 4, 5, 5000, 600},
                        {"r5", 3, 6, 5000, 600},
                        {"r6", 6, 7, 5000, 600}});
  add_origin(c, "p", 1, 5000);
  add_refuge(c, "y", 5, {}, {}, 0, 240);
  return c;
}

TEST(Kernel, HasNoDeadEndsAndJoinsChains) {
  const TravelNetwork outer = timenet::travel_network(with_a_dead_end(), Rounding::kOuter);
  const Kernel kernel(outer);
  for (const VertexId s : kernel.travel().node.ids()) {
    const network::NodeId node = kernel.travel().node[s];
    if (node.valid()) {
      EXPECT_TRUE(node.index() == 0 || node.index() == 4) << node.index() + 1;
    }
  }
}

// Cut times moved on the kernel prove of the whole what they prove there: 300 cars an hour by the narrowest road.
TEST(Kernel, ProvesAsMuchOfTheWhole) {
  const TravelNetwork outer = timenet::travel_network(with_a_dead_end(), Rounding::kOuter);
  const Kernel kernel(outer);
  const CutCompression compression(outer);
  Fusion fusion(kernel.travel());
  TemporalCut cut = fusion.fuse(fusion.soonest(outer.horizon), fusion.last(outer.horizon));
  fusion.jump(cut, {kMinute * 120, kMinute, 2, 4}, jobs::Task());
  const Persons there = cut_bound(kernel.travel(), cut);
  const Persons whole = cut_bound(outer, kernel.extended(cut, compression));
  EXPECT_EQ(whole, there);
  EXPECT_LT(whole, Persons{4 * 900});  // three in a car, and some time to get there
}

TEST(Kernel, OnRandomCasesToo) {
  std::mt19937 random(6);
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    const Kernel kernel(outer);
    Fusion fusion(kernel.travel());
    TemporalCut cut = fusion.fuse(fusion.soonest(outer.horizon), fusion.last(outer.horizon));
    fusion.jump(cut, {kMinute * 120, kMinute, 2, 4}, jobs::Task());
    const Persons there = cut_bound(kernel.travel(), cut);
    const Persons whole = cut_bound(outer, kernel.extended(cut, CutCompression(outer)));
    EXPECT_LE(whole.count(), there.count() + tolerance(outer)) << "case " << i;
  }
}

}  // namespace
}  // namespace passage::bounds
