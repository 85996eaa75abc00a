// Values of OpenStreetMap tags as people type them.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/road_model.h"

namespace passage::osm {

// The value of a key, or nullptr.
using TagLookup = std::function<const char*(const char* key)>;

// A fact that the caller counts, and reports with the way's or node's id where `code` is set.
struct TagNote {
  std::string what;       // "access=private"
  const char* code = "";  // "P322"
  std::string counted{};  // its line among the counts; empty: "noted: " + what, or only the code's
};

[[nodiscard]] std::string_view text_of(const char* value);  // empty where there is none
[[nodiscard]] bool one_of(std::string_view value, std::initializer_list<std::string_view> list);
// Behind a number stands `rest`; without it nothing may.
[[nodiscard]] std::optional<double> number(std::string_view text, std::string_view* rest = nullptr);
// The values of a list with ';', trimmed, in lower case, with _ for a blank, none empty.
[[nodiscard]] std::vector<std::string> values_of(std::string_view list);
[[nodiscard]] bool is_no(std::string_view value);      // "no", "none", "false", "0", "never"
[[nodiscard]] bool is_yes(std::string_view value);     // "yes", "true", "1"
[[nodiscard]] bool is_season(std::string_view value);  // "seasonal", "winter", "dry_season": at times

// "50", "50 mph", "RU:urban", "walk", "50;30" (the lower) in metres an hour; nullopt: none, signals, not understood.
[[nodiscard]] std::optional<std::int64_t> read_maxspeed(std::string_view value, const network::RoadModel& model);
// "00:20", "1:30:00", "PT1H20M", "20" (minutes), in seconds.
[[nodiscard]] std::optional<double> read_duration(std::string_view value);

}  // namespace passage::osm
