#include "network/doubts.h"

#include <algorithm>

namespace passage::network {

Network without_doubtful(const Network& network, const std::vector<DoubtfulRoad>& doubtful, DoubtSet closed) {
  std::vector<bool> shut(network.road_count(), false);
  for (const DoubtfulRoad& d : doubtful) shut[d.road.index()] = d.has(closed);
  if (std::find(shut.begin(), shut.end(), true) == shut.end()) return network;
  struct Kept {
    std::vector<ModeSet> modes;
    std::shared_ptr<const void> others;
  };
  auto kept = std::make_shared<Kept>();
  kept->others = network.storage;
  kept->modes.reserve(network.arc_count());
  for (const ArcId a : network.head.ids())
    kept->modes.push_back(shut[network.road[a].index()] ? ModeSet{0} : network.modes[a]);
  Network out = network;
  out.modes = Column<ArcId, ModeSet>(kept->modes);
  out.storage = std::move(kept);
  return out;
}

}  // namespace passage::network
