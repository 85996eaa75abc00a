// Where the people of a district stand: along its streets, or in the cells of a raster; gathered into
// one origin a square. Whole persons by largest remainder, so no total changes. Not for other folders.
#pragma once

#include <string>
#include <vector>

#include "casefile/reading.h"

namespace passage::casefile {

using scenario::Origin;

// people = staying + by_car + on_foot; shares round half up, the remainder walks.
void split_people(Origin& origin, const scenario::Behaviour& behaviour, Rational car_share);

// A place where people stand, and how many of them, in proportion to `weight` >= 0.
struct Stand {
  network::Coordinate position;
  std::int64_t weight = 0;
};

// The stands of each square of `width` as one, where the heaviest of them is; each place by itself if
// width is 0. From north to south, then west to east. Stands of weight 0 are left out.
[[nodiscard]] std::vector<Stand> gathered(std::vector<Stand> stands, Metres width);

// `district` as one origin a stand, "ID.1" and so on; its people, those who stay and those who drive
// are each split over them. Stands where nobody comes to live make no origin.
void settle(Reading& reading, const Origin& district, const std::vector<Stand>& stands);

// People of polygons, over the length of residential streets inside; half a street's length counts for
// each of its ends. Where there is none, over all roads (P220); where there is no road, in the middle.
class StreetSettler {
 public:
  explicit StreetSettler(Reading& reading) : reading_(reading) {}
  void settle(const Origin& district, const geodata::PreparedShape& area);
  void report();  // P219: how many people were settled so

 private:
  struct Street {
    network::RoadId road;
    geodata::PlaneBox box;
    bool residential;
  };
  void find_streets();
  [[nodiscard]] std::vector<Stand> stands_in(const geodata::PreparedShape& area, bool residential);
  Reading& reading_;
  std::vector<Street> streets_;
  std::int64_t persons_ = 0, districts_ = 0, length_mm_ = 0;
};

}  // namespace passage::casefile
