// Districts as polygons: [files] boundaries.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "network/network.h"
#include "scenario/area.h"

namespace passage::scenario {

struct Boundary {
  std::string id, name, district, source, where;  // district: id where the row names none
  std::map<std::string, std::string> pcodes;
  Area area;
};

// The boundary that holds a place: where several do, the first of the file. Cost as Area::contains, for
// the boundaries whose box holds it; one look a boundary for the others.
[[nodiscard]] const Boundary* boundary_at(const std::vector<Boundary>& boundaries, network::Coordinate p);

}  // namespace passage::scenario
