// Nodes near a point, by a grid of cells as wide as the farthest that is asked for.
#pragma once

#include <vector>

#include "network/network.h"

namespace passage::scenario {

struct Candidate {
  network::NodeId node;
  double metres = 0;
};

class Nearby {
 public:
  // Keeps views into `net`.
  Nearby(const network::Network& net, Metres farthest);
  // Every node within `limit` <= farthest, nearest first, ties by node.
  [[nodiscard]] std::vector<Candidate> within(network::Coordinate p, Metres limit) const;

 private:
  struct Entry {
    std::int64_t row, column;
    network::NodeId node;
  };
  const network::Network& net_;
  double row_degrees_, column_degrees_;
  std::vector<Entry> entries_;  // sorted by cell
};

}  // namespace passage::scenario
