// One OpenStreetMap way's tags, read as a road: who may use it in which direction, how fast, how many.
#pragma once

#include <functional>
#include <optional>

#include "network/network.h"
#include "network/road_model.h"

namespace passage::network {

// The value of a key, or nullptr.
using TagLookup = std::function<const char*(const char* key)>;

struct WaySide {
  ModeSet modes = 0;
  std::int64_t speed_m_h = 0, capacity_milli_veh_h = 0;
  std::uint8_t lanes = 0;
  bool operator==(const WaySide&) const = default;
};

// A fact that the caller counts, and reports with the way's id where `code` is set.
struct TagNote {
  std::string what;       // "access=private"
  const char* code = "";  // "P322"
};

struct WayRules {
  RoadClass road_class = RoadClass::kUnknown;
  std::uint8_t paved = 2;
  WaySide forward, backward;
  std::optional<double> ferry_seconds;  // duration of the whole way: replaces the speed
  std::string dropped;                  // why nobody may use it; empty: it is a road
  std::vector<TagNote> notes;
  [[nodiscard]] bool drivable() const { return ((forward.modes | backward.modes) & mode_bit(Mode::kCar)) != 0; }
};

// A highway or a ferry; nothing else is read or reported.
[[nodiscard]] bool is_road(const TagLookup& tag);
// Of a way that is_road. Looks at any tag but those of road_name.
[[nodiscard]] WayRules read_way(const TagLookup& tag, const RoadModel& model);
[[nodiscard]] std::string_view road_name(const TagLookup& tag);  // ref, else name; may be empty

// What a node on a way keeps from passing.
struct NodeRules {
  ModeSet blocked = 0;
  bool border_control = false;
  std::string note;  // counted: "bollard closed to cars"; empty: nothing
};
[[nodiscard]] NodeRules read_node(const TagLookup& tag, const RoadModel& model);

// "50", "50 mph", "RU:urban", "walk", "50;30" (the lower) in metres an hour; nullopt: none, signals, not understood.
[[nodiscard]] std::optional<std::int64_t> read_maxspeed(std::string_view value, const RoadModel& model);
// "00:20", "1:30:00", "PT1H20M", "20" (minutes), in seconds.
[[nodiscard]] std::optional<double> read_duration(std::string_view value);

}  // namespace passage::network
