#include "network/components.h"

#include "graph/strong_components.h"
#include "graph/union_find.h"

namespace passage::network {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// Numbered anew by the lowest node of each.
Components numbered(const std::vector<std::uint32_t>& label) {
  Components result{Table<NodeId, std::uint32_t>(label.size(), kNone), {}};
  std::vector<std::uint32_t> number(label.size(), kNone);
  for (std::size_t v = 0; v < label.size(); ++v) {
    std::uint32_t& n = number[label[v]];
    if (n == kNone) {
      n = static_cast<std::uint32_t>(result.nodes.size());
      result.nodes.push_back(0);
    }
    result.of[NodeId{v}] = n;
    ++result.nodes[n];
  }
  return result;
}

std::vector<std::uint32_t> weak_labels(const Network& network, Mode mode) {
  graph::UnionFind parts(network.node_count());
  for (const ArcId arc : network.head.ids()) {
    if (usable(network, arc, mode)) parts.unite(network.tail[arc].index(), network.head[arc].index());
  }
  return std::move(parts).lowest();
}

std::vector<std::uint32_t> strong_labels(const Network& network, Mode mode) {
  using Node = std::uint32_t;
  return graph::strong_components(graph::compressed_rows<Node, Node>(network.node_count(), [&](const auto& put) {
    for (const ArcId arc : network.head.ids()) {
      if (usable(network, arc, mode)) put(network.tail[arc].index(), network.head[arc].index());
    }
  }));
}

}  // namespace

Components components(const Network& network, Mode mode, Connection connection) {
  return numbered(connection == Connection::kWeak ? weak_labels(network, mode) : strong_labels(network, mode));
}

Table<NodeId, bool> reaching(const Network& network, const std::vector<NodeId>& targets, Mode mode,
                             const ArcFilter& filter) {
  const IncomingArcs incoming = incoming_arcs(network);
  Table<NodeId, bool> reached(network.node_count(), false);
  std::vector<NodeId> queue;
  for (const NodeId target : targets) {
    if (!reached[target]) queue.push_back(target);
    reached[target] = true;
  }
  while (!queue.empty()) {
    const NodeId at = queue.back();
    queue.pop_back();
    for (const auto slot : incoming.into[at]) {
      const ArcId arc = incoming.arcs[slot.index()];
      const NodeId tail = network.tail[arc];
      if (reached[tail] || !usable(network, arc, mode) || (filter && !filter(arc))) continue;
      reached[tail] = true;
      queue.push_back(tail);
    }
  }
  return reached;
}

}  // namespace passage::network
