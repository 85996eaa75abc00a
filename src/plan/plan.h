// A plan: who leaves when, by which road, to where; what it achieves, what proves it, what it was
// made from. Plain data that stands alone: ids are the case's own texts, times are local with
// offset or seconds since the start, so that a file of it can be read without Passage.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/interval.h"
#include "core/quantity.h"
#include "core/table.h"
#include "network/network.h"

namespace passage::plan {

using network::Direction;
using network::Mode;
using OrderId = Id<struct OrderTag>;
using PlanTime = Millis;  // since the start of the case
using PlanInterval = Interval<PlanTime>;

// One place, one mode, one refuge, one departure interval, one route.
struct Order {
  std::string id;  // "o1" ..
  std::string origin_id, refuge_id;
  Mode mode = Mode::kCar;
  Persons persons;
  PlanInterval depart;
  PlanTime arrive_until{0};  // the last of them is taken in before this
  std::size_t group = 0;     // row of Plan::groups
  bool operator==(const Order&) const = default;
};

// One road of an order's route.
struct Leg {
  OrderId order;
  std::int32_t seq = 0;  // from 1
  network::RoadId road;  // row of Plan::roads
  Direction direction = Direction::kForward;
  PlanInterval enter;
  Persons persons;
  bool operator==(const Leg&) const = default;
};

// People entering a road, evenly within the row; rows of one (road, direction, mode, group) are disjoint;
// of buses a row is one convoy.
struct Flow {
  network::RoadId road;
  Direction direction = Direction::kForward;
  Mode mode = Mode::kCar;
  PlanInterval enter;
  Persons persons;
  std::size_t group = 0;
  bool operator==(const Flow&) const = default;
};

// People taken in at a refuge, evenly within the row.
struct Arrival {
  std::string refuge_id;
  PlanInterval taken;
  Persons persons;
  std::size_t group = 0;
  bool operator==(const Arrival&) const = default;
};

struct Label {
  PlanTime deadline{0};
  network::NodeId node;  // row of Plan::nodes
  Mode mode = Mode::kCar;
  PlanTime alpha{0};
  std::size_t level = 0;  // row of Plan::levels
  bool operator==(const Label&) const = default;
};

// Travellers who are planned together where a case has several (docs/methods/travellers.md): cars, and
// their people on foot, or the buses of one fleet.
struct GroupRow {
  std::string id, fleet_id;  // fleet_id: empty for cars
  std::int64_t priority = 0;
  Rational people_per_unit{1};  // in one car's room on the road; of trains, which take none, their seats
  bool rail = false;            // of trains
  bool operator==(const GroupRow&) const = default;
};

// One bus, once.
struct TripRow {
  std::string id, fleet_id;
  std::int64_t vehicle = 0;      // 1 .. the fleet's
  OrderId order;                 // whose people it takes; the buses of one order are one convoy
  PlanTime depart{0}, ready{0};  // when it may depart again
  Persons persons;
  bool operator==(const TripRow&) const = default;
};

// A cut that counts each of a group's people `score` times; weighted, they count everybody.
struct Level {
  Rational weight{1}, people_per_unit{1};  // what a car's room is worth to it, in people of score 1
  std::vector<Rational> score;             // by row of Plan::groups
  bool operator==(const Level&) const = default;
};

struct NodeRow {
  std::string id;
  network::Coordinate position;
  bool operator==(const NodeRow&) const = default;
};

struct RoadRow {  // the columns of roads.csv
  std::string id, name, road_class, source;
  network::NodeId from, to;
  std::int64_t length_mm = 0, speed_m_h = 0, capacity_milli_veh_h = 0;
  std::uint8_t lanes = 0;  // per direction; 0 = unknown
  network::ModeSet forward = 0, backward = 0;
  bool corridor = false;                   // on a corridor of the planned round
  std::vector<network::Coordinate> shape;  // between its ends
  bool operator==(const RoadRow&) const = default;
};

struct OriginRow {
  std::string id, name, district, source;
  network::Coordinate position;
  Persons people, safe, left, staying, unreached;
  std::string reason;  // why people are left; empty if nobody is
  std::map<std::string, std::string> pcodes;
  bool operator==(const OriginRow&) const = default;
};

struct RefugeRow {
  std::string id, name, kind, source;
  network::Coordinate position;
  std::optional<Persons> capacity;               // over the whole horizon; none = unlimited
  std::optional<Rational> intake_persons_per_h;  // none = unlimited
  std::vector<PlanInterval> open;                // merged
  Persons persons;                               // taken in
  std::map<std::string, std::string> pcodes;
  bool operator==(const RefugeRow&) const = default;
};

// A corridor of the planned round: its roads in the order people travel, and when it is open.
struct CorridorRow {
  std::string id, name;
  std::vector<std::pair<network::RoadId, Direction>> roads;
  std::vector<PlanInterval> open;  // merged; windows in force
  bool operator==(const CorridorRow&) const = default;
};

struct DangerRow {
  std::string id, source;
  bool closed = false, is_polygon = false;
  PlanInterval when;
  std::vector<std::vector<network::Coordinate>> rings;
  bool operator==(const DangerRow&) const = default;
};

struct SafeBy {
  PlanTime time{0};
  Persons persons, at_most;  // taken in before `time`; a proven bound on them
  bool operator==(const SafeBy&) const = default;
};

struct LeftByDistrict {
  std::string district;
  Persons persons;
  std::string reason;                  // no_road, window, refuge_full, road_capacity
  std::vector<std::string> held_by{};  // roads, checkpoints, refuges that hold them back, most first
  bool operator==(const LeftByDistrict&) const = default;
};

// What holds people back, with what one more hour of it would bring out at most.
struct Bottleneck {
  std::string kind;  // road, refuge_intake, refuge_capacity
  std::string id, name;
  Direction direction = Direction::kForward;
  Persons at_most;
  std::vector<std::string> asks{};  // terms not in force that would widen it, with who has to grant them
  bool operator==(const Bottleneck&) const = default;
};

// What `source` of a road, origin, refuge or danger refers to.
struct SourceRow {
  std::string id, title, url, date, licence;
  bool operator==(const SourceRow&) const = default;
};

struct Provenance {
  std::string version, case_id, case_directory;
  std::vector<std::pair<std::string, std::string>> inputs;  // path, sha256
  std::uint64_t seed = 0;
  std::vector<std::string> assumed;  // --assume
  std::vector<std::string> without;  // --without: corridors taken as never open
  std::string options;               // the settings that change the answer, as text
  bool operator==(const Provenance&) const = default;
};

struct Plan {
  std::string title, language, time_zone, round_id, round_status, window_rule;
  Instant start;
  PlanTime horizon{0};
  Rational people_per_car{1};
  Table<network::NodeId, NodeRow> nodes;
  Table<network::RoadId, RoadRow> roads;
  std::vector<OriginRow> origins;
  std::vector<RefugeRow> refuges;
  std::vector<CorridorRow> corridors;
  std::vector<DangerRow> dangers;
  std::vector<SourceRow> sources;
  Table<OrderId, Order> orders;
  std::vector<Leg> legs;  // by order, then seq; empty with legs_left_out above the limit
  bool legs_left_out = false;
  std::vector<Flow> flows;        // by road, direction, mode, time
  std::vector<Arrival> arrivals;  // by refuge, time
  std::vector<Label> labels;
  bool labels_left_out = false;  // before the horizon only those that tell the others
  std::vector<GroupRow> groups;  // none where a case has but one
  std::vector<TripRow> trips;    // by fleet, vehicle, departure
  std::vector<Level> levels;     // none where there are no groups

  Persons people, safe, left, staying, unreached;
  std::optional<PlanTime> last_arrival;  // end of the last step in which somebody becomes safe
  Persons upper_bound;
  double gap = 0, curve_gap = 0;
  std::vector<SafeBy> safe_by;  // hourly
  std::vector<LeftByDistrict> left_by_district;
  std::vector<Bottleneck> bottlenecks;  // largest first, ten at most
  Rational exposure_person_h{0};
  bool certificate_accepted = false;
  std::string certificate_kind;
  std::vector<Problem> findings;
  Provenance provenance;
  bool operator==(const Plan&) const = default;
};

}  // namespace passage::plan
