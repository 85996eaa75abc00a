// Ways, places of their nodes, and turn restrictions of an OpenStreetMap file, before they become a network.
#pragma once

#include <filesystem>
#include <map>

#include "jobs/task.h"
#include "network/columns.h"
#include "network/meta.h"
#include "osm/tags.h"

namespace passage::osm {

using network::Coordinate;

using NodeRank = std::uint32_t;  // of a needed node, by rising OpenStreetMap id

struct OsmWay {
  std::int64_t id = 0;
  std::uint32_t first_ref = 0;  // up to the next way's
  RoadClass road_class = RoadClass::kUnknown;
  std::uint8_t paved = 2;
  network::DoubtSet doubts = 0;
  WaySide forward, backward;
  double ferry_seconds = 0;  // of the whole way; 0: by speed
  [[nodiscard]] bool drivable() const {
    return ((forward.modes | backward.modes) & network::mode_bit(network::Mode::kCar)) != 0;
  }
};

struct OsmRestriction {
  enum class Kind { kNo, kOnly };
  std::int64_t id = 0;
  Kind kind = Kind::kNo;
  std::string tag;  // "no_left_turn"
  std::vector<std::int64_t> from, via_ways, to;
  std::int64_t via_node = 0;  // 0: over ways
};

struct OsmRoads {
  std::vector<OsmWay> ways;              // in the file's order; and one more that only ends the last
  network::Texts names;                  // one a way
  std::vector<NodeRank> refs;            // the nodes of all ways
  std::vector<std::int64_t> node_id;     // by rank, rising
  std::vector<Coordinate> position;      // by rank
  std::vector<std::uint8_t> node_flags;  // by rank: of kNode...
  std::vector<OsmRestriction> restrictions;
  std::map<std::string, std::int64_t> counts;
  std::vector<Problem> findings;
  std::vector<std::int64_t> border_controls;
};
// Of every relation of type restriction, one of these is counted; behind the last two stands why.
inline constexpr const char *kRestrictions = "turn restrictions in the file",
                            *kRepresented = "turn restrictions represented",
                            *kNotRepresented = "turn restrictions not represented: ",
                            *kWithoutEffect = "turn restrictions without effect: ";
inline constexpr std::size_t kFindingsOfAKind = 1000;
inline constexpr std::uint8_t kNodeFound = 1, kNodeNoCar = 2, kNodeNoFoot = 4, kNodeKeep = 8, kNodeLockedCar = 16,
                              kNodeLockedFoot = 32, kNodeAtTimes = 64;
inline constexpr Coordinate kNowhere{INT32_MAX, INT32_MAX};

// Two passes over the file: ways and relations, then nodes. Memory grows with the roads, not the file.
// InputError P001, P305, P306, P309; jobs::Cancelled.
[[nodiscard]] OsmRoads read_osm(const std::filesystem::path& path, const RoadModel& model, const jobs::Task& task);

}  // namespace passage::osm
