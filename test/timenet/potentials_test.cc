// Potentials fitted to steps: by hand, and on random travel networks.
#include "timenet/potentials.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/random.h"

namespace passage::timenet {
namespace {

constexpr Millis kMinute{60'000};

// The last two vertices are a gate and its hub, at 0; the others are at the minutes of `at`.
TravelNetwork network_at(std::initializer_list<int> at) {
  TravelNetwork m;
  m.horizon = kMinute * 600;
  const auto add = [&](Millis d) {
    m.node.push_back(network::NodeId{});
    m.mode.push_back(network::Mode::kCar);
    return m.potential.push_back(d);
  };
  for (const int minutes : at) add(kMinute * minutes);
  const VertexId gate = add(Millis{0}), hub = add(Millis{0});
  m.hubs.push_back({hub, gate, scenario::RefugeId{0}, std::nullopt});
  return m;
}
void add_link(TravelNetwork& m, std::size_t tail, std::size_t head, int minutes) {
  m.tail.push_back(VertexId{tail});
  m.head.push_back(VertexId{head});
  m.time.push_back(kMinute * minutes);
}

Table<LinkId, std::int64_t> used(std::initializer_list<std::int64_t> persons) {
  Table<LinkId, std::int64_t> out;
  for (const std::int64_t n : persons) out.push_back(n);
  return out;
}

// Person minutes: what lies between a reduced time and the next whole step, or the wait of who is early.
std::int64_t lost(const TravelNetwork& m, const Table<LinkId, std::int64_t>& use, int step) {
  std::int64_t sum = 0;
  for (const LinkId a : m.tail.ids()) {
    const std::int64_t reduced_time = (m.time[a] + m.potential[m.head[a]] - m.potential[m.tail[a]]) / kMinute;
    sum += use[a] * (reduced_time < 0 ? -reduced_time : (step - reduced_time % step) % step);
  }
  return sum;
}

// 100 people by a way of 6 min, 50 by one of 13, in steps of 10. At 10: the first are 4 min early, the second 3 min
// over, so 7 are lost: 750. At 6: 0 and 7 over, 3 lost: 150. At 13: 7 early and 0: 700; at 3: 3 over and 0: 700.
TEST(FitToSteps, StandsWhereTheManyLoseNothing) {
  TravelNetwork m = network_at({10});
  add_link(m, 0, 1, 6);
  add_link(m, 0, 1, 13);
  add_link(m, 1, 2, 0);
  const auto use = used({100, 50, 150});
  EXPECT_EQ(lost(m, use, 10), 750);
  fit_to_steps(m, use, kMinute * 10);
  EXPECT_EQ(m.potential[VertexId{0}], kMinute * 6);
  EXPECT_EQ(lost(m, use, 10), 150);
}

// 300 by the longer way: at 6 it is 900, at 13 and at 3 it is 700.
TEST(FitToSteps, WeighsByUse) {
  TravelNetwork m = network_at({10});
  add_link(m, 0, 1, 6);
  add_link(m, 0, 1, 13);
  const auto use = used({100, 300});
  fit_to_steps(m, use, kMinute * 10);
  EXPECT_EQ(lost(m, use, 10), 700);
}

// 2 -> 1 -> 0 -> gate, 6, 7 and 8 min, potentials of nobody's way: after it nobody on the chain loses anything.
TEST(FitToSteps, ChainsLoseNothing) {
  TravelNetwork m = network_at({5, 10, 16});
  add_link(m, 0, 3, 6);
  add_link(m, 1, 0, 7);
  add_link(m, 2, 1, 8);
  const auto use = used({10, 10, 10});
  EXPECT_EQ(lost(m, use, 10), 10 * (9 + 8 + 8));
  fit_to_steps(m, use, kMinute * 10);
  EXPECT_EQ(lost(m, use, 10), 0);
}

// The gate would lose less elsewhere, and stays: intake is counted at 0.
TEST(FitToSteps, HubsAndGatesStay) {
  TravelNetwork m = network_at({10});
  add_link(m, 0, 1, 3);
  add_link(m, 1, 2, 7);
  fit_to_steps(m, used({0, 100}), kMinute * 10);
  EXPECT_EQ(m.potential[VertexId{1}], Millis{0});
  EXPECT_EQ(m.potential[VertexId{2}], Millis{0});
}

TEST(FitToSteps, NeverLosesMore) {
  int less = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    Random random(7, seed);
    const auto below = [&](int n) { return static_cast<int>(random.below(static_cast<std::uint64_t>(n))); };
    TravelNetwork m = network_at({below(90), below(90), below(90), below(90), below(90), below(90)});
    Table<LinkId, std::int64_t> use;
    for (int i = 0; i < 14; ++i) {
      const int tail = below(7);  // the gate too
      add_link(m, static_cast<std::size_t>(tail), static_cast<std::size_t>(tail == 6 ? 7 : below(7)), below(40));
      use.push_back(below(3) * below(200));
    }
    const int step = 1 + below(15);
    const std::int64_t before = lost(m, use, step);
    fit_to_steps(m, use, kMinute * step);
    EXPECT_LE(lost(m, use, step), before) << "seed " << seed;
    less += lost(m, use, step) < before;
    for (const std::size_t fixed : {6, 7}) EXPECT_EQ(m.potential[VertexId{fixed}], Millis{0}) << "seed " << seed;
    for (const CaseTime d : m.potential) EXPECT_TRUE(Millis{0} <= d && d <= m.horizon) << "seed " << seed;
  }
  EXPECT_GT(less, 200);
}

// Against all potentials of three vertices in whole minutes: one vertex after the other alone finds the best of 150
// such networks less often than one branch after the other.
TEST(FitToSteps, FindsTheBestOfMostSmallNetworks) {
  int best = 0;
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    Random random(8, seed);
    const auto below = [&](int n) { return static_cast<int>(random.below(static_cast<std::uint64_t>(n))); };
    TravelNetwork m = network_at({below(30), below(30), below(30)});
    Table<LinkId, std::int64_t> use;
    for (int i = 0; i < 9; ++i) {
      const int tail = below(3);
      add_link(m, static_cast<std::size_t>(tail), static_cast<std::size_t>(below(4)), below(20));
      use.push_back(1 + below(200));
    }
    TravelNetwork all = m;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < 36 * 36 * 36; ++i) {
      all.potential[VertexId{0}] = kMinute * (i % 36);
      all.potential[VertexId{1}] = kMinute * (i / 36 % 36);
      all.potential[VertexId{2}] = kMinute * (i / 36 / 36);
      least = std::min(least, lost(all, use, 7));
    }
    fit_to_steps(m, use, kMinute * 7);
    best += lost(m, use, 7) <= least;
  }
  EXPECT_GE(best, 135);
}

}  // namespace
}  // namespace passage::timenet
