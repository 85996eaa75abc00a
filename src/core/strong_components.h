// Strongly connected components of a directed graph given by rows of heads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace passage {

// first: n + 1 offsets into heads. By node: a number that nodes have in common if and only if each can
// reach the other; an arc never leads to a larger number. O(n + arcs) (Tarjan 1972).
[[nodiscard]] std::vector<std::uint32_t> strong_components(std::span<const std::uint32_t> first,
                                                           std::span<const std::uint32_t> heads);

}  // namespace passage
