// The road network: what both a drawn table of roads and an OpenStreetMap extract become.
//
// A road is a stretch between two nodes with the same attributes all along; it owns one arc for
// each direction that somebody may use. Columns, sorted by tail. Lengths are whole millimetres and
// speeds whole metres an hour, so travel times are exact fractions until they are rounded on purpose.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/quantity.h"
#include "core/table.h"

namespace passage::network {

using NodeId = Id<struct NodeTag>;
using ArcId = Id<struct ArcTag>;
using RoadId = Id<struct RoadTag>;

enum class Mode : std::uint8_t { kCar, kFoot };
enum class Direction : std::uint8_t { kForward, kBackward };

using ModeSet = std::uint8_t;  // bit 1 << Mode
[[nodiscard]] constexpr ModeSet mode_bit(Mode mode) {
  return static_cast<ModeSet>(1u << static_cast<unsigned>(mode));
}

// WGS84, in units of 1e-7 degree (OpenStreetMap's own grid, 11 mm).
struct Coordinate {
  std::int32_t lat_e7 = 0, lon_e7 = 0;
  [[nodiscard]] double lat() const { return lat_e7 * 1e-7; }
  [[nodiscard]] double lon() const { return lon_e7 * 1e-7; }
  [[nodiscard]] static Coordinate of(double lat, double lon);  // rounded
  bool operator==(const Coordinate&) const = default;
};

// Attributes of a road as people know it; what is unknown is kUnknown or empty, never guessed here.
enum class RoadClass : std::uint8_t {
  kUnknown,
  kMotorway,
  kTrunk,
  kPrimary,
  kSecondary,
  kTertiary,
  kUnclassified,
  kResidential,
  kLivingStreet,
  kService,
  kTrack,
  kPath,
  kFerry,
  kTurn  // kTurn: of no length, joins the parts of a
         // junction with turn restrictions
};

// Columns over memory that `storage` keeps: a file mapped into memory, or what make_network built.
// Copying a Network copies views; nothing in it changes after it is made.
struct Network {
  // n nodes.
  TextColumn<NodeId> node_name;  // the case's node id, or "n" + OpenStreetMap id; unique
  Column<NodeId, Coordinate> position;
  RowsColumn<NodeId, ArcId> out;  // arcs that leave a node

  // m arcs, sorted by tail, then by road.
  Column<ArcId, NodeId> tail, head;
  Column<ArcId, RoadId> road;
  Column<ArcId, Direction> direction;
  Column<ArcId, ModeSet> modes;  // who may use it

  // r roads.
  TextColumn<RoadId> road_id;       // the case's road id, or "w" + way id + "." + part; unique
  TextColumn<RoadId> road_name;     // "N-08", "Main street"; may be empty
  Column<RoadId, NodeId> from, to;  // of the forward direction
  Column<RoadId, RoadClass> road_class;
  Column<RoadId, std::int64_t> length_mm;
  Column<RoadId, std::int64_t> speed_m_h;  // free flow, cars
  Column<RoadId, std::int64_t>
      capacity_milli_veh_h;            // thousandths of a vehicle an hour, per direction, all lanes; 0 = closed
  Column<RoadId, std::uint8_t> lanes;  // per direction; 0 = unknown
  Column<RoadId, std::uint8_t> paved;  // 0 no, 1 yes, 2 unknown
  // Shape between the ends, tail to head of the forward direction, ends left out.
  std::span<const std::uint32_t> shape_first;  // r + 1 offsets into shape
  std::span<const Coordinate> shape;

  std::shared_ptr<const void> storage;

  [[nodiscard]] std::size_t node_count() const { return position.size(); }
  [[nodiscard]] std::size_t arc_count() const { return head.size(); }
  [[nodiscard]] std::size_t road_count() const { return length_mm.size(); }
  [[nodiscard]] std::span<const Coordinate> shape_of(RoadId r) const {
    return shape.subspan(shape_first[r.index()], shape_first[r.index() + 1] - shape_first[r.index()]);
  }
};

// Free-flow time of a length at a speed, exact, in milliseconds. speed > 0.
[[nodiscard]] Rational travel_millis(std::int64_t length_mm, std::int64_t speed_m_h);

// What one drawn road is, before arcs are made of it.
struct RoadRecord {
  std::string id, name;
  NodeId from, to;
  RoadClass road_class = RoadClass::kUnknown;
  std::int64_t length_mm = 0, speed_m_h = 0, capacity_milli_veh_h = 0;
  std::uint8_t lanes = 0, paved = 2;
  ModeSet forward = 0, backward = 0;  // who may use each direction; 0 = nobody
  std::vector<Coordinate> shape;
};

// The network of these nodes and roads; names unique, ends valid (expected, not checked here).
[[nodiscard]] Network make_network(const Table<NodeId, std::string>& names, Table<NodeId, Coordinate> positions,
                                   const std::vector<RoadRecord>& roads);

// Great-circle distance on a sphere of 6,371,008.8 m.
[[nodiscard]] Metres distance(Coordinate a, Coordinate b);

[[nodiscard]] const char* name_of(RoadClass road_class);  // "motorway" ..
[[nodiscard]] const char* name_of(Mode mode);             // "car", "foot"
[[nodiscard]] const char* name_of(Direction direction);   // "forward", "backward"

}  // namespace passage::network
