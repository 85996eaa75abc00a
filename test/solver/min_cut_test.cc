// Minimum cuts without time against all cuts of small networks.
#include "solver/min_cut.h"

#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
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

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Residual = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, Amount,
                    boost::property<boost::edge_residual_capacity_t, Amount,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

// Nodes that residual arcs lead to from `start`, or, backwards, from which they lead to it.
std::vector<char> reached(const Residual& graph, std::uint32_t start, bool backwards) {
  const auto left = boost::get(boost::edge_residual_capacity, graph);
  const auto reverse = boost::get(boost::edge_reverse, graph);
  std::vector<char> out(boost::num_vertices(graph), 0);
  std::vector<std::uint32_t> todo{start};
  out[start] = 1;
  while (!todo.empty()) {
    const std::uint32_t v = todo.back();
    todo.pop_back();
    for (auto [at, end] = boost::out_edges(v, graph); at != end; ++at) {
      const auto w = static_cast<std::uint32_t>(boost::target(*at, graph));
      if (out[w] || left[backwards ? reverse[*at] : *at] == 0) continue;
      out[w] = 1;
      todo.push_back(w);
    }
  }
  return out;
}

// Against the push-relabel method of Boost.Graph (Goldberg, Tarjan 1988), on networks too large to try all cuts.
TEST(MinCut, IsThatOfPushRelabel) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Network n = random_network(1'000'000 + seed, 40 + seed, 100 + 5 * seed);
    const std::uint32_t source = n.nodes, sink = n.nodes + 1;
    Residual graph(n.nodes + 2);
    const auto add = [&](std::uint32_t tail, std::uint32_t head, Amount capacity) {
      const auto there = boost::add_edge(tail, head, graph).first, back = boost::add_edge(head, tail, graph).first;
      boost::put(boost::edge_capacity, graph, there, capacity);
      boost::put(boost::edge_capacity, graph, back, Amount{0});
      boost::put(boost::edge_reverse, graph, there, back);
      boost::put(boost::edge_reverse, graph, back, there);
    };
    for (std::uint32_t v = 0; v < n.nodes; ++v)
      if (n.supply[v] != 0) add(n.supply[v] > 0 ? source : v, n.supply[v] > 0 ? v : sink, std::abs(n.supply[v]));
    for (std::size_t a = 0; a < n.tail.size(); ++a)
      if (n.tail[a] != n.head[a]) add(n.tail[a], n.head[a], n.capacity[a]);
    const Amount flow = boost::push_relabel_max_flow(graph, source, sink);

    MinCut cut(n.nodes, n.tail, n.head);
    const std::vector<Side> sides = cut.cut(n.supply, n.capacity);
    ASSERT_EQ(cut.flow(), flow) << "seed " << seed;
    const std::vector<char> from_source = reached(graph, source, false), to_sink = reached(graph, sink, true);
    for (std::uint32_t v = 0; v < n.nodes; ++v)
      ASSERT_EQ(sides[v], from_source[v] ? Side::kSource
                          : to_sink[v]   ? Side::kSink
                                         : Side::kEither)
          << "seed " << seed << ", node " << v;
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
