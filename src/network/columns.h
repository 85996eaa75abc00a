// A network's columns while it is built: filled road by road, then sealed.
#pragma once

#include "network/network.h"

namespace passage::network {

struct Texts {
  std::vector<std::uint32_t> first{0};
  std::vector<char> pool;
  void add(std::string_view text) {
    pool.insert(pool.end(), text.begin(), text.end());
    first.push_back(static_cast<std::uint32_t>(pool.size()));
  }
};

struct Columns {
  Texts node_name, road_id, road_name;
  std::vector<Coordinate> position, shape;
  std::vector<std::uint32_t> shape_first{0};
  std::vector<NodeId> from, to;
  std::vector<RoadClass> road_class;
  std::vector<std::int64_t> length_mm, speed_m_h, capacity_milli_veh_h;
  std::vector<std::uint8_t> lanes, paved;
  std::vector<ModeSet> forward, backward;  // who may use each direction of a road
};

// Makes arcs, sorted by tail, then by road. O(nodes + roads).
[[nodiscard]] Network sealed(Columns columns);

}  // namespace passage::network
