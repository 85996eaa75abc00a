// GEOS kept in hand: one context a thread, geometry that cleans up behind itself, and the plane in which
// shapes are held against each other. Its unit is 1e-7 degree, so places as drawn are whole numbers and
// what GEOS says of them is exact. Not for other folders.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <geos_c.h>

#include "geodata/layers.h"

namespace passage::geodata {

[[nodiscard]] GEOSContextHandle_t geos();  // of this thread; GEOS prints nothing

struct DestroyGeometry {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;  // null: GEOS could not

struct PlanePoint {
  double x = 0, y = 0;
};
using PlaneLine = std::vector<PlanePoint>;

inline constexpr double kRound = 360e7;  // once round the Earth

// Each point on the side of the one before it that is nearer: a line over the 180th meridian goes on
// beyond it. A step of just 360 degrees stays as drawn.
[[nodiscard]] PlaneLine unrolled(std::span<const LayerPoint> line);
[[nodiscard]] LayerPoint on_globe(PlanePoint p);  // rounded, its longitude brought home

[[nodiscard]] Geometry point_geometry(PlanePoint p);
[[nodiscard]] Geometry line_geometry(std::span<const PlanePoint> line);     // 2 points or more
[[nodiscard]] Geometry polygon_geometry(std::span<const PlaneLine> rings);  // closed, 4 points or more each
[[nodiscard]] Geometry collection_geometry(int type, std::vector<Geometry> parts);
// The points of a point, line or ring.
[[nodiscard]] PlaneLine points_of(const GEOSGeometry* geometry);

}  // namespace passage::geodata
