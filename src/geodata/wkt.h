// Shapes as well-known text, "LINESTRING(36 47,36.5 47.25)": longitude first, exact decimals.
#pragma once

#include <string>
#include <string_view>

#include "geodata/layers.h"

namespace passage::geodata {

// kind: kPoint, kLine, kMultiLine or kPolygon; parts not empty.
void append_wkt(std::string& out, ShapeKind kind, const ShapeParts& parts);

// False if it is not one of these kinds, cut short, has more than 7 decimals or leaves the globe.
[[nodiscard]] bool parse_wkt(std::string_view text, ShapeKind& kind, ShapeParts& parts);

}  // namespace passage::geodata
