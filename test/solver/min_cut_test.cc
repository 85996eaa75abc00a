// Minimum cuts without time against all cuts of small networks.
#include "solver/min_cut.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/random.h"

namespace passage::solver {
namespace {

using Amount = MinCut::Amount;
using Side = MinCut::Side;

struct Network {
  std::uint32_t nodes = 0;
  std::vector<std::uint32_t> tail, head;
  std::vector<Amount> supply, capacity;
};

// Of the cut with these nodes on the source's side (a bit each).
Amount cost(const Network& n, std::uint32_t source) {
  Amount sum = 0;
  for (std::uint32_t v = 0; v < n.nodes; ++v) {
    if (n.supply[v] > 0 && !(source >> v & 1)) sum += n.supply[v];
    if (n.supply[v] < 0 && (source >> v & 1)) sum -= n.supply[v];
  }
  for (std::size_t a = 0; a < n.tail.size(); ++a)
    if ((source >> n.tail[a] & 1) && !(source >> n.head[a] & 1)) sum += n.capacity[a];
  return sum;
}

// What all minimum cuts have in common.
void expect_least(const Network& n, const std::vector<Side>& sides, Amount flow, std::uint64_t seed) {
  Amount least = std::numeric_limits<Amount>::max();
  std::uint32_t always = 0, ever = 0;
  for (std::uint32_t source = 0; source < 1u << n.nodes; ++source) {
    const Amount here = cost(n, source);
    if (here > least) continue;
    if (here < least) always = ever = source;
    least = here;
    always &= source;
    ever |= source;
  }
  ASSERT_EQ(flow, least) << "seed " << seed;
  for (std::uint32_t v = 0; v < n.nodes; ++v) {
    const Side want = (always >> v & 1) ? Side::kSource : (ever >> v & 1) ? Side::kEither : Side::kSink;
    ASSERT_EQ(sides[v], want) << "seed " << seed << ", node " << v;
  }
}

Network random_network(std::uint64_t seed, std::uint32_t nodes, std::uint32_t arcs) {
  Random random(11, static_cast<std::uint32_t>(seed));
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random.below(n)); };
  Network n;
  n.nodes = nodes;
  for (std::uint32_t v = 0; v < nodes; ++v) n.supply.push_back(static_cast<Amount>(below(5)) * below(9) - below(17));
  for (std::uint32_t a = 0; a < arcs; ++a) {
    n.tail.push_back(below(nodes));
    n.head.push_back(below(nodes));  // loops too
    n.capacity.push_back(below(4) == 0 ? MinCut::kUnlimited : below(9));
  }
  return n;
}

TEST(MinCut, IsTheLeastOfAllCuts) {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    const Network n = random_network(seed, 3 + seed % 7, 2 + seed % 23);
    MinCut cut(n.nodes, n.tail, n.head);
    const std::vector<Side> sides = cut.cut(n.supply, n.capacity);
    expect_least(n, sides, cut.flow(), seed);
    if (HasFatalFailure()) return;
  }
}

// Of one network with other capacities after each other: nothing is left of the cut before.
TEST(MinCut, CanBeAskedAgain) {
  Network n = random_network(5, 9, 24);
  MinCut cut(n.nodes, n.tail, n.head);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Network other = random_network(seed, 9, 24);
    n.supply = other.supply;
    n.capacity = other.capacity;
    const std::vector<Side> sides = cut.cut(n.supply, n.capacity);
    expect_least(n, sides, cut.flow(), seed);
    if (HasFatalFailure()) return;
  }
}

// A chain: cut at its narrowest arc; what lies before it is the source's.
TEST(MinCut, CutsAChainAtItsNarrowest) {
  const std::vector<std::uint32_t> tail{0, 1, 2}, head{1, 2, 3};
  MinCut cut(4, tail, head);
  const std::vector<Amount> supply{9, 0, 0, -9}, capacity{5, 2, 7};
  const std::vector<Side> want{Side::kSource, Side::kSource, Side::kSink, Side::kSink};
  EXPECT_EQ(cut.cut(supply, capacity), want);
  EXPECT_EQ(cut.flow(), 2);
}

}  // namespace
}  // namespace passage::solver
