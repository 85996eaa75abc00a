// An area out of drawn polygons: what is no proper outline is mended, and it is said how.
#pragma once

#include <string>
#include <vector>

#include "geodata/prepared_shape.h"

namespace passage::geodata {

struct Outline {
  // Of polygons with no ground in common, so that the even-odd rule says what is inside: as drawn, or as
  // mended. None: there is no area.
  ShapeParts rings;
  PreparedShape area;
  std::vector<std::string> mended;   // what was wrong and what was made of it, one sentence each
  std::vector<std::string> assumed;  // how something was read that can be meant otherwise
};

// The polygons joined, each given by its rings: inside one of them is what an odd number of its rings
// holds. Rings may be open.
[[nodiscard]] Outline outline_of(const std::vector<ShapeParts>& polygons);

}  // namespace passage::geodata
