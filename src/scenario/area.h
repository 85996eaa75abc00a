// Drawn areas and lines against roads: which share of a road lies inside, which roads are touched.
// Degrees are taken as a plane and roads as straight between the points of their shape; an area across
// the 180th meridian is not meant.
#pragma once

#include <span>
#include <vector>

#include "network/network.h"

namespace passage::scenario {

using Ring = std::vector<network::Coordinate>;

struct Box {
  std::int32_t south = INT32_MAX, west = INT32_MAX, north = INT32_MIN, east = INT32_MIN;
  void add(network::Coordinate p);
  [[nodiscard]] bool meets(const Box& other) const;
};

// Rings by the even-odd rule, so holes and several polygons come out right. Its edges lie in bands of
// latitude: a question costs the edges of the bands it meets.
class Area {
 public:
  explicit Area(std::span<const Ring> rings);  // without any: nothing is inside
  [[nodiscard]] const Box& box() const { return box_; }
  // Strictly inside (a point on an edge may count as either side of it).
  [[nodiscard]] bool contains(network::Coordinate p) const;
  // Share of the polyline's length inside, 0 to 1, and whether any part of it is.
  [[nodiscard]] double share_inside(std::span<const network::Coordinate> line) const;

 private:
  struct Edge {
    network::Coordinate a, b;
  };
  [[nodiscard]] std::size_t band_of(std::int32_t lat) const;
  [[nodiscard]] bool contains(double lat, double lon) const;
  Box box_;
  std::vector<std::vector<Edge>> bands_;  // an edge stands in every band it meets
};

// True if the polylines have a point in common; exact.
[[nodiscard]] bool lines_meet(std::span<const network::Coordinate> a, std::span<const network::Coordinate> b);

// From, shape, to.
[[nodiscard]] std::vector<network::Coordinate> line_of(const network::Network& net, network::RoadId road);

}  // namespace passage::scenario
