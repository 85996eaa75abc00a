// Districts as polygons: [files] boundaries.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "geodata/prepared_shape.h"
#include "network/network.h"

namespace passage::casefile {

struct Boundary {
  std::string id, name, district, source, where;  // district: id where the row names none
  std::map<std::string, std::string> pcodes;
  geodata::PreparedShape area;
};

// The boundaries that hold a place, the first of the file and the one after it: more than one is a mistake
// in the drawing. Where none holds it, the first that has it on its edge. Cost as PreparedShape::holds, for
// the boundaries whose box holds it; one look for the others.
struct Holding {
  const Boundary* first = nullptr;
  const Boundary* second = nullptr;
};
[[nodiscard]] Holding boundaries_at(const std::vector<Boundary>& boundaries, network::Coordinate p);

}  // namespace passage::casefile
