#include "network/network.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace passage::network {

Coordinate Coordinate::of(double lat, double lon) {
  return {static_cast<std::int32_t>(std::lround(lat * 1e7)), static_cast<std::int32_t>(std::lround(lon * 1e7))};
}

Rational travel_millis(std::int64_t length_mm, std::int64_t speed_m_h) {
  // mm / (m/h) = 3,600,000 ms x mm / (1,000 mm/m x m/h)
  return Rational::of(Int128{length_mm} * 3600, speed_m_h);
}

namespace {

struct Texts {
  std::vector<std::uint32_t> first{0};
  std::vector<char> pool;
  void add(std::string_view text) {
    pool.insert(pool.end(), text.begin(), text.end());
    first.push_back(static_cast<std::uint32_t>(pool.size()));
  }
  template <class I>
  [[nodiscard]] TextColumn<I> column() const {
    return {first, pool};
  }
};

// What a network that was built, not mapped, looks into.
struct Built {
  Texts node_name, road_id, road_name;
  std::vector<Coordinate> position, shape;
  std::vector<std::uint32_t> out, shape_first{0};
  std::vector<NodeId> tail, head, from, to;
  std::vector<RoadId> road;
  std::vector<Direction> direction;
  std::vector<ModeSet> modes;
  std::vector<RoadClass> road_class;
  std::vector<std::int64_t> length_mm, speed_m_h, capacity_milli_veh_h;
  std::vector<std::uint8_t> lanes, paved;
};

Network view(std::shared_ptr<const Built> built) {
  Network net;
  const Built& b = *built;
  net.node_name = b.node_name.column<NodeId>();
  net.position = Column<NodeId, Coordinate>(b.position);
  net.out = RowsColumn<NodeId, ArcId>(b.out);
  net.tail = Column<ArcId, NodeId>(b.tail);
  net.head = Column<ArcId, NodeId>(b.head);
  net.road = Column<ArcId, RoadId>(b.road);
  net.direction = Column<ArcId, Direction>(b.direction);
  net.modes = Column<ArcId, ModeSet>(b.modes);
  net.road_id = b.road_id.column<RoadId>();
  net.road_name = b.road_name.column<RoadId>();
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

Network make_network(const Table<NodeId, std::string>& names, Table<NodeId, Coordinate> positions,
                     const std::vector<RoadRecord>& roads) {
  auto built = std::make_shared<Built>();
  Built& b = *built;
  for (const std::string& name : names) b.node_name.add(name);
  b.position = std::move(positions.values());
  struct Arc {
    NodeId tail, head;
    RoadId road;
    Direction direction;
    ModeSet modes;
  };
  std::vector<Arc> arcs;
  for (const RoadRecord& road : roads) {
    const RoadId id{b.length_mm.size()};
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
    b.shape.insert(b.shape.end(), road.shape.begin(), road.shape.end());
    b.shape_first.push_back(static_cast<std::uint32_t>(b.shape.size()));
    if (road.forward != 0) arcs.push_back({road.from, road.to, id, Direction::kForward, road.forward});
    if (road.backward != 0) arcs.push_back({road.to, road.from, id, Direction::kBackward, road.backward});
  }
  std::stable_sort(arcs.begin(), arcs.end(), [](const Arc& x, const Arc& y) { return x.tail < y.tail; });
  b.out.assign(b.position.size() + 1, 0);
  for (const Arc& arc : arcs) {
    ++b.out[arc.tail.index() + 1];
    b.tail.push_back(arc.tail);
    b.head.push_back(arc.head);
    b.road.push_back(arc.road);
    b.direction.push_back(arc.direction);
    b.modes.push_back(arc.modes);
  }
  std::partial_sum(b.out.begin(), b.out.end(), b.out.begin());
  return view(std::move(built));
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
