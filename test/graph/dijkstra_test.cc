#include "graph/dijkstra.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <vector>

#include "core/random.h"
#include "core/rational.h"

namespace passage::graph {
namespace {

constexpr int kFar = std::numeric_limits<int>::max() / 2;

struct Arc {
  std::uint32_t tail, head;
  int cost;
};

std::vector<Arc> random_arcs(Random& random, std::uint32_t nodes, std::size_t arcs, int most) {
  std::vector<Arc> out;
  for (std::size_t a = 0; a < arcs; ++a) {
    const auto node = [&] { return static_cast<std::uint32_t>(random() % nodes); };
    out.push_back({node(), node(), static_cast<int>(random() % static_cast<unsigned>(most + 1))});
  }
  return out;
}

// Bellman, Ford: every arc is tried until no cost falls.
std::vector<int> falling_costs(std::vector<int> costs, const std::vector<Arc>& arcs) {
  for (bool fell = true; fell;) {
    fell = false;
    for (const Arc& arc : arcs) {
      if (costs[arc.tail] + arc.cost >= costs[arc.head]) continue;
      costs[arc.head] = costs[arc.tail] + arc.cost;
      fell = true;
    }
  }
  return costs;
}

TEST(Dijkstra, CostsAreThoseOfBellmanAndFord) {
  Random random(1, 0);
  for (int round = 0; round < 300; ++round) {
    const auto nodes = 1 + static_cast<std::uint32_t>(random() % 20);
    const std::vector<Arc> arcs = random_arcs(random, nodes, random() % 60, round % 3 == 0 ? 1 : 50);
    std::vector<int> costs(nodes, kFar), begin = costs;
    Dijkstra<std::uint32_t, std::vector<int>> search(costs);
    for (std::size_t source = 0; source < 1 + random() % 3; ++source) {
      const auto at = static_cast<std::uint32_t>(random() % nodes);
      const int cost = static_cast<int>(random() % 10);
      begin[at] = std::min(begin[at], cost);
      search.reach(at, cost);
    }
    std::vector<std::pair<int, std::uint32_t>> settled;
    while (const auto node = search.next()) {
      settled.emplace_back(costs[*node], *node);
      for (const Arc& arc : arcs)
        if (arc.tail == *node) search.reach(arc.head, costs[*node] + arc.cost);
    }
    EXPECT_EQ(costs, falling_costs(begin, arcs));
    for (std::size_t i = 1; i < settled.size(); ++i) EXPECT_LE(settled[i - 1].first, settled[i].first);
    EXPECT_EQ(settled.size(), nodes - static_cast<std::size_t>(std::count(costs.begin(), costs.end(), kFar)));
  }
}

TEST(Dijkstra, OfEqualCostsTheLowestNodeComesFirst) {
  std::vector<int> costs(5, kFar);
  Dijkstra<std::uint32_t, std::vector<int>> search(costs);
  for (const std::uint32_t node : {4u, 1u, 3u}) search.reach(node, 7);
  search.reach(2, 6);
  std::vector<std::uint32_t> order;
  while (const auto node = search.next()) order.push_back(*node);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{2, 1, 3, 4}));
}

TEST(Dijkstra, OnlyACheaperWayCounts) {
  std::vector<int> costs(1, kFar);
  Dijkstra<std::uint32_t, std::vector<int>> search(costs);
  EXPECT_TRUE(search.reach(0, 5));
  EXPECT_FALSE(search.reach(0, 5));
  EXPECT_FALSE(search.reach(0, 6));
  EXPECT_TRUE(search.reach(0, 4));
  EXPECT_EQ(search.next(), 0u);
  EXPECT_EQ(search.next(), std::nullopt);  // the way of 5 is forgotten
}

// Where costs fall along arcs, a node that was settled comes again.
TEST(Dijkstra, NodesComeAgainUntilNoCostFalls) {
  const std::vector<Arc> arcs{{0, 1, 5}, {0, 2, 8}, {2, 1, -6}, {1, 3, 1}};
  std::vector<int> costs(4, kFar);
  Dijkstra<std::uint32_t, std::vector<int>> search(costs);
  search.reach(0, 0);
  std::vector<std::uint32_t> order;
  while (const auto node = search.next()) {
    order.push_back(*node);
    for (const Arc& arc : arcs)
      if (arc.tail == *node) search.reach(arc.head, costs[*node] + arc.cost);
  }
  EXPECT_EQ(costs, (std::vector<int>{0, 2, 8, 3}));
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 1, 3, 2, 1, 3}));
}

TEST(Dijkstra, NothingIsReachedFromNowhere) {
  std::vector<int> costs;
  Dijkstra<std::uint32_t, std::vector<int>> search(costs);
  EXPECT_EQ(search.next(), std::nullopt);
}

// Costs may be kept wherever a node finds them.
TEST(Dijkstra, CostsInAMap) {
  struct Sparse {
    std::map<int, Rational> known;
    Rational& operator[](int node) { return known.try_emplace(node, Rational{1000}).first->second; }
  } costs;
  Dijkstra<int, Sparse> search(costs);
  search.reach(-3, Rational{0});
  while (const auto node = search.next()) {
    if (*node < 3) search.reach(*node + 2, costs[*node] + Rational::of(1, 3));
  }
  EXPECT_EQ(costs.known, (std::map<int, Rational>{
                             {-3, Rational{0}}, {-1, Rational::of(1, 3)}, {1, Rational::of(2, 3)}, {3, Rational{1}}}));
}

}  // namespace
}  // namespace passage::graph
