#include "network/components.h"

#include <numeric>

#include "core/strong_components.h"

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
  std::vector<std::uint32_t> parent(network.node_count());
  std::iota(parent.begin(), parent.end(), 0u);
  const auto root = [&](std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (const ArcId arc : network.head.ids()) {
    if (!usable(network, arc, mode)) continue;
    const std::uint32_t a = root(network.tail[arc].index()), b = root(network.head[arc].index());
    parent[std::max(a, b)] = std::min(a, b);
  }
  for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = root(v);
  return parent;
}

std::vector<std::uint32_t> strong_labels(const Network& network, Mode mode) {
  std::vector<std::uint32_t> first{0}, heads;
  for (const NodeId v : network.position.ids()) {
    for (std::uint32_t a = network.out.offsets()[v.index()]; a < network.out.offsets()[v.index() + 1]; ++a) {
      if (usable(network, ArcId{a}, mode)) heads.push_back(network.head[ArcId{a}].index());
    }
    first.push_back(static_cast<std::uint32_t>(heads.size()));
  }
  return strong_components(first, heads);
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
