#include "network/network.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "graph/compressed_rows.h"
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

// Roads are visited in order, so arcs of a node are in order of roads.
void make_arcs(Built& b) {
  struct Side {
    RoadId road;
    Direction direction;
  };
  auto sides = graph::compressed_rows<NodeId, Side>(b.position.size(), [&](const auto& put) {
    for (std::size_t r = 0; r < b.from.size(); ++r) {
      if (b.forward[r] != 0) put(b.from[r], Side{RoadId{r}, Direction::kForward});
      if (b.backward[r] != 0) put(b.to[r], Side{RoadId{r}, Direction::kBackward});
    }
  });
  b.out = std::move(sides.first);
  for (auto* column : {&b.tail, &b.head}) column->reserve(sides.values.size());
  for (const auto [road, direction] : sides.values) {
    const std::size_t r = road.index();
    const bool forward = direction == Direction::kForward;
    b.tail.push_back(forward ? b.from[r] : b.to[r]);
    b.head.push_back(forward ? b.to[r] : b.from[r]);
    b.road.push_back(road);
    b.direction.push_back(direction);
    b.modes.push_back(forward ? b.forward[r] : b.backward[r]);
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
