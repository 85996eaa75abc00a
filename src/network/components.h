// Which nodes hang together for a mode, and which reach given targets.
#pragma once

#include "network/routing.h"

namespace passage::network {

// kWeak: directions ignored. kStrong: everybody in it can reach everybody.
enum class Connection { kWeak, kStrong };

struct Components {
  Table<NodeId, std::uint32_t> of;   // numbered by their lowest node; a node without roads is one by itself
  std::vector<std::uint32_t> nodes;  // how many each has
};
// Over arcs that the mode may use. O(nodes + arcs) (weak: union-find; strong: Tarjan 1972).
[[nodiscard]] Components components(const Network& network, Mode mode, Connection connection);

// The nodes from which the mode comes to any of the targets; the targets themselves included.
[[nodiscard]] Table<NodeId, bool> reaching(const Network& network, const std::vector<NodeId>& targets, Mode mode,
                                           const ArcFilter& filter = {});

}  // namespace passage::network
