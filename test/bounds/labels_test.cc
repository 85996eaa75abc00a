// Labels in better places: mixtures against all there are, shifts that never lose, and the kernel on which they are
// looked for.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "bounds/kernel.h"
#include "bounds/shift.h"
#include "test/support/random_talks.h"
#include "test/support/worked_case.h"

namespace passage::bounds {

using rules::Rounding;

namespace {

using namespace test;

constexpr Millis kMinute{60'000};

// By vertex: a time before the deadline, of whole minutes.
Labels random_labels(const TravelNetwork& m, CaseTime deadline, std::mt19937& random) {
  Labels out{deadline, {}};
  const auto minutes = static_cast<unsigned>(deadline / kMinute);
  for (std::size_t s = 0; s < m.node.size(); ++s)
    out.alpha.push_back(kMinute * static_cast<int>(random() % (minutes + 1)));
  close_unlimited(m, out);
  label_refuges(m, out);
  return out;
}

// A person more passes wherever a road is cut, which no choice between two labels counts exactly.
std::int64_t tolerance(const TravelNetwork& m) {
  return static_cast<std::int64_t>(m.tail.size());
}

TEST(Mixer, ChoosesTheBestOfAllMixtures) {
  std::mt19937 random(3);
  int better = 0;
  for (int i = 0; i < 60; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    Labels one = random_labels(outer, outer.horizon, random), other = random_labels(outer, outer.horizon, random);
    ASSERT_LE(outer.node.size(), 16u);
    Persons least = std::min(label_bound(outer, one), label_bound(outer, other));
    const Persons neither = least;
    for (std::uint32_t bits = 0; bits < 1u << outer.node.size(); ++bits) {
      Labels mix = one;
      for (const VertexId s : outer.node.ids())
        if (bits >> s.index() & 1) mix.alpha[s] = other.alpha[s];
      least = std::min(least, label_bound(outer, mix));
    }
    const Persons found = label_bound(outer, Mixer(outer).mixed(one, other));
    EXPECT_LE(found, neither) << "case " << i;
    EXPECT_LE(found.count(), least.count() + tolerance(outer)) << "case " << i;
    EXPECT_GE(found, least) << "case " << i;
    better += found < neither;
  }
  EXPECT_GT(better, 20);
}

TEST(Mixer, ShiftsNeverMakeABoundWorse) {
  std::mt19937 random(4);
  int better = 0;
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    Labels labels = random_labels(outer, outer.horizon, random);
    const Persons before = label_bound(outer, labels);
    Mixer(outer).shift(labels, {kMinute * 60, kMinute, 2, 4});
    EXPECT_LE(label_bound(outer, labels), before) << "case " << i;
    for (const CaseTime t : labels.alpha) EXPECT_TRUE(CaseTime{0} <= t && t <= labels.deadline) << "case " << i;
    better += label_bound(outer, labels) < before;
  }
  EXPECT_GT(better, 60);
}

// Labels of one hour are as long before another; what they prove there is a number, and mixed with others never worse.
TEST(Mixer, MovesLabelsToAnotherDeadline) {
  std::mt19937 random(6);
  int better = 0;
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    Mixer mixer(outer);
    Labels late = random_labels(outer, outer.horizon, random);
    mixer.shift(late, {kMinute * 60, kMinute, 2, 4, 2});
    const CaseTime t = outer.horizon * 2 / 3;
    const Labels early = mixer.at(t, late), own = random_labels(outer, t, random);
    EXPECT_EQ(early.deadline, t);
    for (const CaseTime alpha : early.alpha) EXPECT_TRUE(CaseTime{0} <= alpha && alpha <= t) << "case " << i;
    const Persons moved = label_bound(outer, early), random_bound = label_bound(outer, own);
    EXPECT_LT(moved.count(), std::int64_t{1} << 40) << "case " << i;
    EXPECT_LE(label_bound(outer, mixer.mixed(own, early)), std::min(moved, random_bound)) << "case " << i;
    better += moved < random_bound;
    const Labels again = mixer.at(outer.horizon, early);
    for (const VertexId s : outer.node.ids()) {  // and as long after, where nothing was in the way
      if (early.alpha[s] == late.alpha[s] - (outer.horizon - t) && outer.node[s].valid())
        EXPECT_GE(again.alpha[s], late.alpha[s]) << "case " << i;
    }
  }
  EXPECT_GT(better, 60);
}

// Stopped before it began it changes nothing.
TEST(Mixer, StopsWhenAsked) {
  std::mt19937 random(5);
  const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
  const Labels before = random_labels(outer, outer.horizon, random);
  Labels labels = before;
  Mixer(outer).shift(labels, {kMinute * 60, kMinute, 2, 4}, [] { return true; });
  EXPECT_EQ(labels.alpha, before.alpha);
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

// Labels moved on the kernel prove of the whole what they prove there: 300 cars an hour by the narrowest road.
TEST(Kernel, ProvesAsMuchOfTheWhole) {
  const TravelNetwork outer = timenet::travel_network(with_a_dead_end(), Rounding::kOuter);
  const Kernel kernel(outer);
  const Completion completion(outer);
  Mixer mixer(kernel.travel());
  Labels labels = mixer.mixed(mixer.soonest(outer.horizon), mixer.last(outer.horizon));
  mixer.shift(labels, {kMinute * 120, kMinute, 2, 4});
  const Persons there = label_bound(kernel.travel(), labels);
  const Persons whole = label_bound(outer, kernel.whole(labels, completion));
  EXPECT_EQ(whole, there);
  EXPECT_LT(whole, Persons{4 * 900});  // three in a car, and some time to get there
}

TEST(Kernel, OnRandomCasesToo) {
  std::mt19937 random(6);
  for (int i = 0; i < 100; ++i) {
    const TravelNetwork outer = timenet::travel_network(random_talks(random), Rounding::kOuter);
    const Kernel kernel(outer);
    Mixer mixer(kernel.travel());
    Labels labels = mixer.mixed(mixer.soonest(outer.horizon), mixer.last(outer.horizon));
    mixer.shift(labels, {kMinute * 120, kMinute, 2, 4});
    const Persons there = label_bound(kernel.travel(), labels);
    const Persons whole = label_bound(outer, kernel.whole(labels, Completion(outer)));
    EXPECT_LE(whole.count(), there.count() + tolerance(outer)) << "case " << i;
  }
}

}  // namespace
}  // namespace passage::bounds
