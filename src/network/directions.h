// The way between two points on the ground, or why there is none.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "network/nearest.h"
#include "network/routing.h"

namespace passage::network {

// Of the two points that are asked about.
enum class End { kFrom, kTo };

struct Directions {
  std::array<NearestNode, 2> ends;  // by End
  Route route;
  std::vector<std::pair<std::string, std::int64_t>> stretches;  // name, mm: runs of roads of one name, in order
  std::int64_t unpaved_mm = 0, ferry_mm = 0;
};

// No node that the mode may use lies as near to this end as was asked for.
struct NoNodeNear {
  End end = End::kFrom;
  std::optional<Metres> nearest;  // none: there is no road for the mode at all
};

// Roads join the ends, but their directions do not lead from the one to the other.
struct OneWay {
  bool back = false;  // they lead from the other to the one
};

// The ends lie on different components of the network, directions ignored.
struct Apart {
  std::array<std::uint32_t, 2> nodes;                 // of the component of each end
  std::array<std::optional<Metres>, 2> from_largest;  // from that end to the largest component; none: it lies on it
};

using Answer = std::variant<Directions, NoNodeNear, OneWay, Apart>;

// From `ends[0]` to `ends[1]`, each brought to its nearest node within `snap` that the mode may leave or come to.
// `grid` is the network's. O((nodes + arcs) log nodes).
[[nodiscard]] Answer directions(const Network& network, const NodeGrid& grid, const std::array<Coordinate, 2>& ends,
                                const Travel& travel, Metres snap);

// The answer of `passage route --json` where there is a way.
[[nodiscard]] nlohmann::json json_of(const Network& network, const Directions& directions, const Travel& travel);
// "no_node", "one_way", "components": why there is none.
[[nodiscard]] const char* reason_of(const Answer& answer);

}  // namespace passage::network
