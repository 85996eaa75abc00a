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

// The boundaries that hold a place, the first of the file and the one after it: more than one is a mistake
// in the drawing. Cost as Area::contains, for the boundaries whose box holds it; one look for the others.
struct Holding {
  const Boundary* first = nullptr;
  const Boundary* second = nullptr;
};
[[nodiscard]] Holding boundaries_at(const std::vector<Boundary>& boundaries, network::Coordinate p);

}  // namespace passage::scenario
