// Shapes as GeoPackage keeps them: its header with the bounds, then well-known binary, little-endian.
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

#include "geodata/layers.h"

namespace passage::geodata {

struct ShapeBounds {
  std::int32_t west_e7 = std::numeric_limits<std::int32_t>::max(), east_e7 = std::numeric_limits<std::int32_t>::min();
  std::int32_t south_e7 = west_e7, north_e7 = east_e7;
  void add(LayerPoint p) {
    west_e7 = std::min(west_e7, p.lon_e7);
    east_e7 = std::max(east_e7, p.lon_e7);
    south_e7 = std::min(south_e7, p.lat_e7);
    north_e7 = std::max(north_e7, p.lat_e7);
  }
  [[nodiscard]] bool empty() const { return west_e7 > east_e7; }
};

// kind: kPoint, kLine, kMultiLine or kPolygon; parts not empty.
void append_geopackage_shape(std::string& out, ShapeKind kind, const ShapeParts& parts);

// False if it is cut short, is of another kind, or leaves the globe. Both byte orders; z and m are refused.
[[nodiscard]] bool parse_geopackage_shape(std::string_view blob, ShapeKind& kind, ShapeParts& parts);

}  // namespace passage::geodata
