// Strongly connected components of a directed graph.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/compressed_rows.h"

namespace passage::graph {

// heads: by node, the nodes that its arcs lead to. By node: a number that nodes have in common if and only if each can
// reach the other; an arc never leads to a larger number. O(nodes + arcs) (Tarjan 1972), with its own stack: road
// networks are deep.
[[nodiscard]] std::vector<std::uint32_t> strong_components(const CompressedRows<std::uint32_t, std::uint32_t>& heads);

}  // namespace passage::graph
