// The nodes near a point, and the nearest of those that satisfy a predicate.
#pragma once

#include <functional>
#include <optional>

#include "network/network.h"

namespace passage::network {

struct NearestNode {
  NodeId node;
  Metres distance;
};

// A grid of about two nodes a cell. Parts of a junction split for its turn restrictions (nodes that
// touch a kTurn road) are left out: from one of them not every way on is open.
// Build O(nodes), space 4 bytes a node. It looks across the 180th meridian too.
class NodeGrid {
 public:
  explicit NodeGrid(const Network& network);  // keeps views of it, not the network
  // Least great-circle distance <= limit; ties by lower id.
  [[nodiscard]] std::optional<NearestNode> nearest(
      Coordinate at, Metres limit, const std::function<bool(NodeId)>& usable = [](NodeId) { return true; }) const;
  // Every node at distance <= limit, once or more, in no order that means anything. Where `visit` returns a smaller
  // limit, that one holds from there on.
  void within(Coordinate at, Metres limit, const std::function<Metres(NodeId, Metres distance)>& visit) const;

 private:
  [[nodiscard]] Metres least_distance(double lat, std::int64_t ring) const;
  [[nodiscard]] Metres within_grid(Coordinate at, std::int64_t lon_e7, Metres limit,
                                   const std::function<Metres(NodeId, Metres)>& visit) const;
  Column<NodeId, Coordinate> position_;
  std::shared_ptr<const void> storage_;
  std::int64_t lat0_ = 0, lon0_ = 0, cell_ = 1, rows_ = 0, columns_ = 0;
  double least_cos_ = 1;  // over the grid's latitudes
  std::vector<std::uint32_t> first_;
  std::vector<NodeId> nodes_;
};

}  // namespace passage::network
