#include "solver/expansion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.h"
#include "solver/finish.h"

namespace passage::solver {
namespace {

using flow::ArcId;
using flow::NodeId;
using testing::ElementsAre;

// Against one bit at a time, on rows of three words.
TEST(Bits, FindRunsAsOneBitAtATimeWould) {
  constexpr Time kSteps = 190;
  for (std::uint32_t run = 0; run < 200; ++run) {
    Random random(11, run);
    std::vector<Bits::Word> row(Bits::words(kSteps + 1), 0);
    std::vector<bool> plain(kSteps + 1, false);
    const std::uint64_t sparse = 1 + random.below(40);
    for (Time s = 0; s < kSteps; ++s) {
      plain[static_cast<std::size_t>(s)] = (random.below(sparse) == 0) != (run % 2 == 0);
      if (plain[static_cast<std::size_t>(s)]) Bits::set(row.data(), s);
    }
    for (Time s = -1; s < kSteps; ++s) {
      Time last = s;
      while (last >= 0 && !plain[static_cast<std::size_t>(last)]) --last;
      ASSERT_EQ(Bits::last_set(row.data(), s), last) << run;
      if (s < 0) continue;
      Time first = s, clear = s, start = s;
      while (first < kSteps && !plain[static_cast<std::size_t>(first)]) ++first;
      while (plain[static_cast<std::size_t>(clear)]) ++clear;
      while (start > 0 && plain[static_cast<std::size_t>(start - 1)]) --start;
      ASSERT_EQ(Bits::first_set(row.data(), s, kSteps), first) << run;
      ASSERT_EQ(Bits::first_clear(row.data(), s), clear) << run;
      ASSERT_EQ(Bits::start_of_run(row.data(), s), start) << run;
    }
  }
}

// 0 -> 1 -> 2, a refuge, 3 persons a step on the first arc, 2 on the second; one step each.
flow::Problem chain() {
  flow::Problem p;
  p.horizon = 5;
  p.node_count = 3;
  p.tail = Table<ArcId, NodeId>{NodeId{0}, NodeId{1}};
  p.head = Table<ArcId, NodeId>{NodeId{1}, NodeId{2}};
  p.time = Table<ArcId, flow::Step>{1, 1};
  p.capacity = Table<ArcId, flow::StepRate>{{3, 1, 0}, {2, 1, 0}};
  p.pieces_of = Rows<ArcId, flow::PieceId>({0, 0, 0});
  p.supplies = {{NodeId{0}, 4, 0}};
  p.refuges = {{.node = NodeId{2}}};
  return p;
}

TEST(Expansion, KeepsWhatIsLeftOfEachStep) {
  const flow::Problem problem = chain();
  const Graph graph = make_graph(problem);
  EXPECT_THAT(graph.to_refuge, ElementsAre(2, 1, 0));
  Expansion<std::int32_t> x(problem, graph);
  EXPECT_EQ(x.spare(0, 0), 3);
  x.push(0, 0, 3);
  EXPECT_EQ(x.spare(0, 0), 0);
  EXPECT_EQ(x.spare(0, 1), 3);
  EXPECT_FALSE(Bits::test(x.lane[0].open, 0));
  EXPECT_TRUE(Bits::test(x.lane[0].open, 1));
  x.take_back(0, 0, 2);
  EXPECT_EQ(x.flow(0, 0), 1);
  EXPECT_TRUE(Bits::test(x.lane[0].open, 0));
}

TEST(Expansion, WaitingCanBeTakenBack) {
  const flow::Problem problem = chain();
  const Graph graph = make_graph(problem);
  Expansion<std::int32_t> x(problem, graph);
  x.wait(1, 1, 3, 2);
  EXPECT_EQ(x.wait_spare(1, 3, 1), 2) << "as many as wait";
  x.wait(1, 3, 2, 2);
  EXPECT_EQ(x.wait_spare(1, 3, 2), 0);
  EXPECT_EQ(x.wait_spare(1, 2, 1), 2);
}

TEST(Finish, CirclesOfNoTimeAreTakenOut) {
  flow::Problem p = chain();
  p.tail = Table<ArcId, NodeId>{NodeId{0}, NodeId{1}, NodeId{1}};
  p.head = Table<ArcId, NodeId>{NodeId{1}, NodeId{0}, NodeId{2}};
  p.time = Table<ArcId, flow::Step>{0, 0, 1};
  std::vector<flow::Entry> entries{{ArcId{0}, 2, 5}, {ArcId{1}, 2, 3}, {ArcId{2}, 2, 2}};
  cancel_zero_time_cycles(p, entries);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].arc, ArcId{0});
  EXPECT_EQ(entries[0].amount, 2);
  EXPECT_EQ(entries[1].arc, ArcId{2});
}

TEST(Finish, ThoseWhoAreSafeAddUp) {
  flow::Solution s;
  s.intakes = {{NodeId{2}, 1, 4}, {NodeId{2}, 3, 1}};
  EXPECT_THAT(safe_by_step(chain(), s), ElementsAre(0, 4, 4, 5, 5, 5));
}

}  // namespace
}  // namespace passage::solver
