// What a road network holds, in figures.
#pragma once

#include <array>

#include <nlohmann/json.hpp>

#include "network/meta.h"
#include "network/network.h"

namespace passage::network {

inline constexpr std::size_t kRoadClasses = static_cast<std::size_t>(RoadClass::kTurn) + 1;

// Components of nodes that a mode may leave or come to.
struct ComponentFacts {
  std::size_t count = 0;
  std::uint32_t largest = 0;  // nodes
};

struct NetworkFacts {
  std::size_t nodes = 0, arcs = 0, roads = 0, turns = 0;
  std::array<double, kRoadClasses> km{};  // the two directions of one stretch are counted once
  std::array<std::size_t, kRoadClasses> roads_of{};
  double unpaved_km = 0;
  Coordinate low{INT32_MAX, INT32_MAX}, high{INT32_MIN, INT32_MIN};
  std::array<ComponentFacts, 2> weak, strong;  // by mode: directions ignored; there and back
};

// O(nodes + arcs)
[[nodiscard]] NetworkFacts facts_of(const Network& network);

// The answer of `passage inspect --json`: the facts, and where the network is from.
[[nodiscard]] nlohmann::json json_of(const NetworkFacts& facts, const NetworkMeta& meta);

}  // namespace passage::network
