// Areas and lines as drawn, asked about many times: GEOS's prepared geometry with an index of the edges.
// Degrees are taken as a plane in which lines are straight between their points; a line over the 180th
// meridian goes on beyond it, so shapes and questions on either side of it meet. Answers are exact for
// places in units of 1e-7 degree.
#pragma once

#include <limits>
#include <memory>
#include <span>

#include "geodata/layers.h"

struct GEOSGeom_t;

namespace passage::geodata {

// In units of 1e-7 degree; west and east may lie beyond the 180th meridian.
struct PlaneBox {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;
};
[[nodiscard]] PlaneBox box_of(std::span<const LayerPoint> line);

// Copies share what is drawn. One thread at a time. Build O(n log n) of n points; a question costs the
// logarithm of n, and the edges that its box meets.
class PreparedShape {
 public:
  PreparedShape() = default;                               // nothing is drawn, inside or met
  explicit PreparedShape(GEOSGeom_t* geometry);            // valid, in the plane; taken over
  static PreparedShape of_lines(const ShapeParts& lines);  // of 2 points or more each

  [[nodiscard]] bool is_drawn() const { return inner_ != nullptr; }
  [[nodiscard]] LayerPoint middle() const;  // of its box; it is drawn
  [[nodiscard]] bool may_meet(const PlaneBox& box) const;
  // A place inside an area. Its edge is not inside, lines have no inside.
  [[nodiscard]] bool holds(LayerPoint p) const;
  // A place inside or on the edge, or on a line.
  [[nodiscard]] bool touches(LayerPoint p) const;
  // How much of a line lies in an area, where `lengths` says how long each of its segments is. What runs
  // along the edge of the area counts, what only meets it in a point does not.
  [[nodiscard]] double length_inside(std::span<const LayerPoint> line, std::span<const double> lengths) const;
  // True if they have a point in common.
  [[nodiscard]] bool meets(std::span<const LayerPoint> line) const;

 private:
  struct Inner;
  template <class Ask>
  [[nodiscard]] bool any_side(LayerPoint p, Ask ask) const;
  std::shared_ptr<const Inner> inner_;
};

}  // namespace passage::geodata
