#include "casefile/closed_roads.h"

#include <set>

namespace passage::casefile {

ClosedRoads close_roads_at_zero(network::Network network) {
  struct Kept {
    std::shared_ptr<const void> network;
    std::vector<network::ModeSet> modes;
  };
  const auto kept = std::make_shared<Kept>();
  kept->modes.assign(network.modes.begin(), network.modes.end());
  std::set<network::RoadId> closed;
  for (const network::ArcId a : network.head.ids()) {
    const network::RoadId road = network.road[a];
    if (network.speed_m_h[road] > 0 && network.capacity_milli_veh_h[road] > 0) continue;
    if (std::exchange(kept->modes[a.index()], network::ModeSet{0}) != 0) closed.insert(road);
  }
  if (closed.empty()) return {std::move(network), 0};
  kept->network = std::move(network.storage);
  network.modes = Column<network::ArcId, network::ModeSet>(kept->modes);
  network.storage = kept;
  return {std::move(network), closed.size()};
}

}  // namespace passage::casefile
