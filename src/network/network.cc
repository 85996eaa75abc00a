#include "network/network.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "network/columns.h"

namespace passage::network {

Coordinate Coordinate::of(double lat, double lon) {
  return {static_cast<std::int32_t>(std::lround(lat * 1e7)), static_cast<std::int32_t>(std::lround(lon * 1e7))};
}

Rational travel_millis(std::int64_t length_mm, std::int64_t speed_m_h) {
  // mm / (m/h) = 3,600,000 ms x mm / (1,000 mm/m x m/h)
  return Rational::of(Int128{length_mm} * 3600, speed_m_h);
}

namespace {

template <class I>
TextColumn<I> column(const Texts& texts) {
  return {texts.first, texts.pool};
}

// What a network that was built, not mapped, looks into.
struct Built : Columns {
  std::vector<std::uint32_t> out;
  std::vector<NodeId> tail, head;
  std::vector<RoadId> road;
  std::vector<Direction> direction;
  std::vector<ModeSet> modes;
};

// Counting sort by tail; roads are visited in order, so arcs of a node are in order of roads.
void make_arcs(Built& b) {
  const std::size_t roads = b.from.size();
  b.out.assign(b.position.size() + 1, 0);
  for (std::size_t r = 0; r < roads; ++r) {
    if (b.forward[r] != 0) ++b.out[b.from[r].index() + 1];
    if (b.backward[r] != 0) ++b.out[b.to[r].index() + 1];
  }
  std::partial_sum(b.out.begin(), b.out.end(), b.out.begin());
  const std::size_t arcs = b.out.back();
  b.tail.resize(arcs);
  b.head.resize(arcs);
  b.road.resize(arcs);
  b.direction.resize(arcs);
  b.modes.resize(arcs);
  std::vector<std::uint32_t> next(b.out.begin(), b.out.end() - 1);
  const auto add = [&](NodeId tail, NodeId head, std::size_t road, Direction direction, ModeSet modes) {
    const std::uint32_t a = next[tail.index()]++;
    b.tail[a] = tail;
    b.head[a] = head;
    b.road[a] = RoadId{road};
    b.direction[a] = direction;
    b.modes[a] = modes;
  };
  for (std::size_t r = 0; r < roads; ++r) {
    if (b.forward[r] != 0) add(b.from[r], b.to[r], r, Direction::kForward, b.forward[r]);
    if (b.backward[r] != 0) add(b.to[r], b.from[r], r, Direction::kBackward, b.backward[r]);
  }
}

Network view(std::shared_ptr<const Built> built) {
  Network net;
  const Built& b = *built;
  net.node_name = column<NodeId>(b.node_name);
  net.position = Column<NodeId, Coordinate>(b.position);
  net.out = RowsColumn<NodeId, ArcId>(b.out);
  net.tail = Column<ArcId, NodeId>(b.tail);
  net.head = Column<ArcId, NodeId>(b.head);
  net.road = Column<ArcId, RoadId>(b.road);
  net.direction = Column<ArcId, Direction>(b.direction);
  net.modes = Column<ArcId, ModeSet>(b.modes);
  net.road_id = column<RoadId>(b.road_id);
  net.road_name = column<RoadId>(b.road_name);
  net.from = Column<RoadId, NodeId>(b.from);
  net.to = Column<RoadId, NodeId>(b.to);
  net.road_class = Column<RoadId, RoadClass>(b.road_class);
  net.length_mm = Column<RoadId, std::int64_t>(b.length_mm);
  net.speed_m_h = Column<RoadId, std::int64_t>(b.speed_m_h);
  net.capacity_milli_veh_h = Column<RoadId, std::int64_t>(b.capacity_milli_veh_h);
  net.lanes = Column<RoadId, std::uint8_t>(b.lanes);
  net.paved = Column<RoadId, std::uint8_t>(b.paved);
  net.shape_first = b.shape_first;
  net.shape = b.shape;
  net.storage = std::move(built);
  return net;
}

}  // namespace

Network sealed(Columns columns) {
  auto built = std::make_shared<Built>(Built{std::move(columns), {}, {}, {}, {}, {}, {}});
  make_arcs(*built);
  built->forward = {};
  built->backward = {};
  return view(std::move(built));
}

Network make_network(const Table<NodeId, std::string>& names, Table<NodeId, Coordinate> positions,
                     const std::vector<RoadRecord>& roads) {
  Columns b;
  for (const std::string& name : names) b.node_name.add(name);
  b.position = std::move(positions.values());
  for (const RoadRecord& road : roads) {
    b.road_id.add(road.id);
    b.road_name.add(road.name);
    b.from.push_back(road.from);
    b.to.push_back(road.to);
    b.road_class.push_back(road.road_class);
    b.length_mm.push_back(road.length_mm);
    b.speed_m_h.push_back(road.speed_m_h);
    b.capacity_milli_veh_h.push_back(road.capacity_milli_veh_h);
    b.lanes.push_back(road.lanes);
    b.paved.push_back(road.paved);
    b.forward.push_back(road.forward);
    b.backward.push_back(road.backward);
    b.shape.insert(b.shape.end(), road.shape.begin(), road.shape.end());
    b.shape_first.push_back(static_cast<std::uint32_t>(b.shape.size()));
  }
  return sealed(std::move(b));
}

Metres distance(Coordinate a, Coordinate b) {
  constexpr double kRadius = 6371008.8, kRad = std::numbers::pi / 180;
  const double lat = (b.lat() - a.lat()) * kRad / 2, lon = (b.lon() - a.lon()) * kRad / 2;
  const double h =
      std::pow(std::sin(lat), 2) + std::cos(a.lat() * kRad) * std::cos(b.lat() * kRad) * std::pow(std::sin(lon), 2);
  return Metres{2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)))};
}

const char* name_of(RoadClass road_class) {
  static constexpr const char* kNames[] = {"unknown",  "motorway",     "trunk",       "primary",       "secondary",
                                           "tertiary", "unclassified", "residential", "living_street", "service",
                                           "track",    "path",         "ferry",       "turn"};
  return kNames[static_cast<int>(road_class)];
}
const char* name_of(Mode mode) {
  return mode == Mode::kCar ? "car" : "foot";
}
const char* name_of(Direction direction) {
  return direction == Direction::kForward ? "forward" : "backward";
}

}  // namespace passage::network
