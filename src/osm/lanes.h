// How many lanes of a road carry cars, in each direction (docs/methods/roads.md, "Lanes").
#pragma once

#include <array>
#include <cstdint>

#include "network/network.h"
#include "osm/values.h"

namespace passage::osm {

struct SideLanes {
  std::uint8_t told = 0;  // of cars; 0: not tagged
  double used = 0;        // for capacity; 0: half of a single-lane road
  bool none = false;      // every lane is tagged as closed to cars
};

// For whom a way is, by who may drive on it: both ways, or one.
enum class CarsGo { kBothWays, kForward, kBackward };

// model_key: the class in the road model, for what is not tagged. Notes P330 of lanes that carry no cars.
[[nodiscard]] std::array<SideLanes, 2> side_lanes(const TagLookup& tag, const network::RoadModel& model,
                                                  const char* model_key, CarsGo cars, std::vector<TagNote>& notes);

}  // namespace passage::osm
