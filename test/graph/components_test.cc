#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "core/random.h"
#include "graph/strong_components.h"
#include "graph/union_find.h"

namespace passage::graph {
namespace {

using Node = std::uint32_t;
using Arcs = std::vector<std::pair<Node, Node>>;

Arcs random_arcs(Random& random, Node nodes, std::size_t arcs) {
  Arcs out;
  const auto node = [&] { return static_cast<Node>(random() % nodes); };
  for (std::size_t a = 0; a < arcs; ++a) out.emplace_back(node(), node());
  return out;
}

// Every node that a flood from `source` comes to.
std::vector<char> flooded(Node nodes, const Arcs& arcs, Node source) {
  std::vector<char> wet(nodes, 0);
  wet[source] = 1;
  for (bool rises = true; rises;) {
    rises = false;
    for (const auto& [tail, head] : arcs) {
      if (!wet[tail] || wet[head]) continue;
      wet[head] = 1;
      rises = true;
    }
  }
  return wet;
}

TEST(UnionFind, SetsAreWhatAFloodComesTo) {
  Random random(3, 0);
  for (int round = 0; round < 200; ++round) {
    const auto nodes = 1 + static_cast<Node>(random() % 15);
    Arcs both = random_arcs(random, nodes, random() % 20);
    UnionFind sets(nodes);
    std::size_t united = 0;
    for (const auto& [a, b] : both) united += sets.unite(a, b) ? 1 : 0;
    for (std::size_t i = 0, n = both.size(); i < n; ++i) both.emplace_back(both[i].second, both[i].first);
    std::size_t lowest = 0;
    for (Node v = 0; v < nodes; ++v) {
      const std::vector<char> wet = flooded(nodes, both, v);
      EXPECT_EQ(sets.find(v), static_cast<Node>(std::find(wet.begin(), wet.end(), 1) - wet.begin()));
      lowest += sets.find(v) == v ? 1 : 0;
    }
    EXPECT_EQ(lowest + united, nodes);
    std::vector<Node> found(nodes);
    for (Node v = 0; v < nodes; ++v) found[v] = sets.find(v);
    EXPECT_EQ(std::move(sets).lowest(), found);
  }
}

// Without looking first: chains of parents that no find has shortened.
TEST(UnionFind, LowestOfLongChains) {
  UnionFind sets(100);
  for (Node v = 99; v > 0; --v) sets.unite(v, v - 1);
  EXPECT_EQ(std::move(sets).lowest(), std::vector<Node>(100, 0));
  EXPECT_TRUE(UnionFind(0).lowest().empty());
}

TEST(StrongComponents, AreThoseWhoReachEachOther) {
  Random random(4, 0);
  for (int round = 0; round < 200; ++round) {
    const auto nodes = 1 + static_cast<Node>(random() % 15);
    const Arcs arcs = random_arcs(random, nodes, random() % 35);
    const std::vector<Node> found = strong_components(compressed_rows<Node, Node>(nodes, [&](const auto& put) {
      for (const auto& [tail, head] : arcs) put(tail, head);
    }));
    std::vector<std::vector<char>> reached;
    for (Node v = 0; v < nodes; ++v) reached.push_back(flooded(nodes, arcs, v));
    for (Node v = 0; v < nodes; ++v)
      for (Node w = 0; w < nodes; ++w) EXPECT_EQ(found[v] == found[w], reached[v][w] && reached[w][v]);
    for (const auto& [tail, head] : arcs) EXPECT_GE(found[tail], found[head]);
  }
}

TEST(StrongComponents, OfNothingAndOfADeepRing) {
  EXPECT_TRUE(strong_components({}).empty());
  constexpr Node kMany = 1'000'000;
  const auto ring = compressed_rows<Node, Node>(kMany, [](const auto& put) {
    for (Node v = 0; v < kMany; ++v) put(v, (v + 1) % kMany);
  });
  EXPECT_EQ(strong_components(ring), std::vector<Node>(kMany, 0));
}

}  // namespace
}  // namespace passage::graph
