// Drawn areas and lines against roads.
#pragma once

#include <vector>

#include "geodata/prepared_shape.h"
#include "network/network.h"

namespace passage::casefile {

using Line = std::vector<geodata::LayerPoint>;

[[nodiscard]] geodata::LayerPoint layer_point(network::Coordinate p);
[[nodiscard]] network::Coordinate coordinate_of(geodata::LayerPoint p);

// From, shape, to; straight between them.
[[nodiscard]] Line line_of(const network::Network& net, network::RoadId road);

// Share of the line's length in the area, 0 to 1. What runs along the area's edge is inside; less than a
// millimetre is none, and all but a millimetre is all. Of a line of no length: 1 where its place is inside.
[[nodiscard]] double share_inside(const geodata::PreparedShape& area, const Line& line);

}  // namespace passage::casefile
