// One OpenStreetMap way's or node's tags, read as a road: who may use it in which direction, how fast, how many.
#pragma once

#include "network/doubts.h"
#include "osm/values.h"

namespace passage::osm {

using network::ModeSet;
using network::RoadClass;
using network::RoadModel;

struct WaySide {
  ModeSet modes = 0;
  std::int64_t speed_m_h = 0, capacity_milli_veh_h = 0;
  std::uint8_t lanes = 0;
  bool operator==(const WaySide&) const = default;
};

struct WayRules {
  RoadClass road_class = RoadClass::kUnknown;
  std::uint8_t paved = 2;
  network::DoubtSet doubts = 0;
  WaySide forward, backward;
  std::optional<double> ferry_seconds;  // duration of the whole way: replaces the speed
  std::string dropped;                  // why nobody may use it; empty: it is a road
  std::vector<TagNote> notes;
  [[nodiscard]] bool drivable() const {
    return ((forward.modes | backward.modes) & network::mode_bit(network::Mode::kCar)) != 0;
  }
};

// A highway or a ferry, or what was or will be a highway; nothing else is read or reported.
[[nodiscard]] bool is_road(const TagLookup& tag);
// Of a way that is_road. Looks at any tag but those of road_name.
[[nodiscard]] WayRules read_way(const TagLookup& tag, const RoadModel& model);
[[nodiscard]] std::string_view road_name(const TagLookup& tag);  // ref, else name; may be empty

// What a node on a way keeps from passing.
struct NodeRules {
  ModeSet blocked = 0;
  ModeSet locked = 0;     // of the others, who is kept if locked gates are closed
  bool at_times = false;  // for the others, open at times only
  bool border_control = false;
  std::vector<TagNote> notes;
};
[[nodiscard]] NodeRules read_node(const TagLookup& tag, const RoadModel& model);
// Who passes a barrier of this kind where no other tag says more; nothing: it is of a kind that is not known.
[[nodiscard]] std::optional<ModeSet> passing(std::string_view barrier);
// "locked=yes": what says that it is locked; empty: nothing does.
[[nodiscard]] std::string lock_of(const TagLookup& tag);

}  // namespace passage::osm
