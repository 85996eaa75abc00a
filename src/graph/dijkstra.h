// Nodes in the order of their costs (Dijkstra 1959, with a binary heap). The caller keeps the costs and walks the arcs,
// so it decides what a way costs, which arcs may be used and when to stop:
//
//   Table<NodeId, Millis> time(nodes, kFar);
//   graph::Dijkstra<NodeId, decltype(time)> search(time);
//   search.reach(home, Millis{0});
//   while (const auto node = search.next()) {
//     for (const ArcId arc : leaving[*node]) search.reach(head[arc], time[*node] + travel[arc]);
//   }
#pragma once

#include <functional>
#include <optional>
#include <queue>
#include <type_traits>
#include <utility>
#include <vector>

namespace passage::graph {

// Costs: anything that gives a reference to the cost of a node by costs[node], at first more than any that is reached.
// Costs never fall along an arc; where they may (a later way out of a node that is settled makes others cheaper), nodes
// come again with their new costs until none falls any more.
template <class Node, class Costs>
class Dijkstra {
 public:
  using Cost = std::remove_cvref_t<decltype(std::declval<Costs&>()[std::declval<Node>()])>;

  // Refers to `costs`, which outlives it.
  explicit Dijkstra(Costs& costs) : costs_(costs) {}

  // A way to the node: false, and nothing changes, if one that costs no more is known. O(log of the ways waiting).
  bool reach(Node node, Cost cost) {
    Cost& known = costs_[node];
    if (!(cost < known)) return false;
    known = cost;
    queue_.emplace(cost, node);
    return true;
  }

  // The cheapest node that waits, of equal ones the lowest; nothing at the end.
  [[nodiscard]] std::optional<Node> next() {
    while (!queue_.empty()) {
      const auto [cost, node] = queue_.top();
      queue_.pop();
      if (!(costs_[node] < cost)) return node;  // else a cheaper way was found after this one
    }
    return std::nullopt;
  }

 private:
  using Entry = std::pair<Cost, Node>;
  Costs& costs_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace passage::graph
