// Shortest ways by time or by length on the network (Dijkstra 1959, binary heap).
#pragma once

#include <functional>
#include <optional>

#include "network/network.h"

namespace passage::network {

enum class By { kTime, kLength };

// Who travels, and what is least.
struct Travel {
  Mode mode = Mode::kCar;
  By by = By::kTime;
  std::int64_t walk_m_h = 4000;
};

using ArcFilter = std::function<bool(ArcId)>;  // true: may be used; an empty one lets everything pass

// May the mode use the arc: its mode bit, and a capacity and speed above 0.
[[nodiscard]] bool usable(const Network& network, ArcId arc, Mode mode);
// Metres an hour; on a ferry everybody travels at the ferry's speed.
[[nodiscard]] std::int64_t speed_of(const Network& network, RoadId road, const Travel& travel);
// Whole milliseconds, rounded up arc by arc, or millimetres.
[[nodiscard]] std::int64_t cost_of(const Network& network, ArcId arc, const Travel& travel);

inline constexpr std::int64_t kUnreached = INT64_MAX;

struct Route {
  std::vector<ArcId> arcs;  // from start to end; empty where they are the same node
  std::int64_t cost = 0;    // of Travel::by
  std::int64_t length_mm = 0;
  double millis = 0;  // free-flow time, not rounded arc by arc
};
// O((nodes + arcs) log nodes); of equal routes the one found by lower node and arc ids.
[[nodiscard]] std::optional<Route> shortest_route(const Network& network, NodeId from, NodeId to, const Travel& travel,
                                                  const ArcFilter& filter = {});

// From every node to the nearest of many targets.
struct ToNearest {
  Table<NodeId, std::int64_t> cost;  // kUnreached: no way
  Table<NodeId, ArcId> next;         // first arc of a shortest way; invalid at targets and unreached nodes
};
[[nodiscard]] ToNearest to_nearest(const Network& network, const std::vector<NodeId>& targets, const Travel& travel,
                                   const ArcFilter& filter = {});

// Arcs by head: into[v] are positions in `arcs`.
struct IncomingArcs {
  Rows<NodeId, Id<struct IncomingTag>> into;
  std::vector<ArcId> arcs;
};
[[nodiscard]] IncomingArcs incoming_arcs(const Network& network);

}  // namespace passage::network
