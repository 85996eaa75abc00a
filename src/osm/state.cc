#include "osm/state.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "network/meta.h"
#include "osm/access.h"

namespace passage::osm {

using network::Mode;

namespace {

constexpr ModeSet kCar = network::mode_bit(Mode::kCar),
                  kBoth = network::mode_bit(Mode::kCar) | network::mode_bit(Mode::kFoot);

bool is_closed(std::string_view value) {
  return one_of(value, {"destroyed",
                        "collapsed",
                        "demolished",
                        "razed",
                        "removed",
                        "missing",
                        "ruined",
                        "ruins",
                        "impassable",
                        "unpassable",
                        "not_passable",
                        "closed",
                        "blocked",
                        "washed_out",
                        "washed_away",
                        "blown_up",
                        "broken",
                        "severe",
                        "completely_destroyed",
                        "flooded",
                        "submerged",
                        "mined"});
}
bool is_good(std::string_view value) {
  return is_no(value) || one_of(value, {"open", "opened", "ok", "good", "fine", "fair", "excellent", "operational",
                                        "active", "intact", "usable", "passable", "repaired", "in_use", "existing"});
}
bool is_weak(std::string_view value) {
  return one_of(value, {"damaged", "damage", "partially_destroyed", "partly_destroyed", "unsafe", "weak", "abandoned",
                        "disused", "construction", "under_construction"});
}
constexpr std::string_view kMines[] = {"minefield",
                                       "minefields",
                                       "mine_field",
                                       "mine_fields",
                                       "mine",
                                       "mines",
                                       "mined",
                                       "mined_area",
                                       "land_mine",
                                       "land_mines",
                                       "landmine",
                                       "landmines",
                                       "uxo",
                                       "unexploded_ordnance",
                                       "unexploded_ordnances",
                                       "unexploded_bomb",
                                       "unexploded_bombs",
                                       "unexploded_munition",
                                       "unexploded_munitions",
                                       "explosive_remnants_of_war",
                                       "explosive",
                                       "explosives",
                                       "cluster_munition",
                                       "cluster_munitions",
                                       "booby_trap",
                                       "booby_traps",
                                       "ied",
                                       "ieds"};
constexpr std::string_view kFloods[] = {"flood",        "floods", "flooding", "flash_flood",
                                        "flash_floods", "tide",   "tides",    "high_tide"};
// Where one may be shot at.
constexpr std::string_view kFire[] = {"danger_area", "range",      "shooting_range", "shooting", "shelling",
                                      "sniper",      "snipers",    "training_area",  "combat",   "war",
                                      "conflict",    "front_line", "frontline"};
template <class Words>
bool is_in(const Words& words, std::string_view value) {
  return std::find(std::begin(words), std::end(words), value) != std::end(words);
}

// "hazard:minefield" and its word, made once: every kind of way asks for each.
const std::vector<std::pair<std::string, std::string_view>>& danger_keys() {
  static const auto keys = [] {
    std::vector<std::pair<std::string, std::string_view>> out;
    const auto add = [&](const auto& words) {
      for (const char* prefix : {"hazard", "danger", "military"})
        for (const std::string_view word : words) out.emplace_back(fmt::format("{}:{}", prefix, word), word);
    };
    add(kMines);
    add(kFloods);
    add(kFire);
    return out;
  }();
  return keys;
}

// A key of ways and barriers, or of any node on a way too.
struct Key {
  const char* key;
  bool at_points = true;
};
// Whatever stands behind them, but no or a season, closes.
constexpr Key kClosing[] = {{"impassable"},
                            {"unpassable"},
                            {"blocked"},
                            {"washed_out"},
                            {"washed_away"},
                            {"blown_up"},
                            {"flooded"},
                            {"submerged"},
                            {"mined"},
                            {"mines"},
                            {"minefield"},
                            {"landmine"},
                            {"landmines"},
                            {"uxo"},
                            {"bridge:destroyed"},
                            {"bridge:collapsed"},
                            {"destroyed:bridge"},
                            {"collapsed:bridge"},
                            {"demolished:bridge"},
                            {"razed:bridge"},
                            {"removed:bridge"},
                            {"ruins:bridge"},
                            {"ruined:bridge"},
                            {"closed", false},
                            {"destroyed:highway", false},
                            {"collapsed:highway", false}};
// What stands there no more: a way that is gone carries nobody; a barrier that is gone may keep nobody, so it is noted.
constexpr Key kGone[] = {{"destroyed", false}, {"collapsed", false}, {"demolished", false}, {"razed", false},
                         {"removed", false},   {"ruins", false},     {"ruined", false}};
// Who can pass.
constexpr Key kPassing[] = {{"passable"}, {"passability"}, {"motorable", false}};
// A word for the state: closes, or is noted unless it is a good one.
constexpr Key kStates[] = {{"status"},         {"damage"},           {"bridge:status"},    {"bridge:damage"},
                           {"bridge:state"},   {"bridge:condition"}, {"tunnel:status"},    {"road:status"},
                           {"highway:status"}, {"disaster:status"},  {"road:condition"},   {"war:damage"},
                           {"damage:war"},     {"war_damage"},       {"conflict:damage"},  {"damage:level"},
                           {"damage:status"},  {"damaged"},          {"condition", false}, {"state", false}};
constexpr Key kBuilt[] = {{"bridge"}, {"tunnel"}};  // bridge=viaduct, but also bridge=destroyed
constexpr Key kDangers[] = {{"hazard"}, {"hazard:type"}, {"danger"}, {"military"}, {"landuse"}};
constexpr Key kAtTimes[] = {{"ford"},
                            {"tidal"},
                            {"ice_road"},
                            {"winter_road"},
                            {"snow_road"},
                            {"summer_road"},
                            {"flood_prone"},
                            {"flooding"},
                            {"flood"},
                            {"seasonal", false},
                            {"season", false},
                            {"intermittent", false},
                            {"dry_weather_only", false},
                            {"fair_weather_only", false},
                            {"fair_weather", false}};
constexpr Key kNotAlways[] = {{"all_weather", false},
                              {"all_season", false},
                              {"wet_season", false},
                              {"rainy_season", false},
                              {"dry_season", false}};  // =no: at times
constexpr Key kNoted[] = {{"construction", false},
                          {"disused", false},
                          {"abandoned", false},
                          {"temporary", false},
                          {"obstacle", false},
                          {"obstruction", false},
                          {"demolished:highway", false},
                          {"razed:highway", false},
                          {"removed:highway", false},
                          {"ruins:highway", false},
                          {"ruined:highway", false},
                          {"bombed"},
                          {"shelled"},
                          {"abandoned:bridge"},
                          {"disused:bridge"},
                          {"damaged:bridge"}};

class StateReader {
 public:
  StateReader(const TagLookup& tag, StateOf what) : tag_(tag), what_(what) {}

  RoadState read() {
    each(kClosing, [&](auto key, auto value) { is_season(value) ? at_times(key, value) : close(key, value, kBoth); });
    each(kGone, [&](auto key, auto value) { gone(key, value); });
    each(
        kPassing, [&](auto key, auto value) { passing(key, value); }, true);
    each(kStates, [&](auto key, auto value) { state(key, value); });
    each(kBuilt, [&](auto key, auto value) { built(key, value); });
    each(kDangers, [&](auto key, auto value) { danger(key, value); });
    danger_in_key();
    each(kAtTimes, [&](auto key, auto value) { times(key, value); });
    each(
        kNotAlways,
        [&](auto key, auto value) {
          if (is_no(value)) at_times(key, value);
        },
        true);
    each(kNoted, [&](auto key, auto value) { note(key, value); });
    conditional(kClosing);
    conditional(kGone);
    conditional(kPassing);
    conditional(kStates);
    conditional(kDangers);
    conditional(kAtTimes);
    conditional(kNotAlways);
    conditional(kNoted);
    if (what_ != StateOf::kPoint) not_points();
    if (what_ == StateOf::kWay) ways_alone();
    return std::move(state_);
  }

 private:
  // Values that are no are passed over, unless they are asked for.
  template <class Keys, class Each>
  void each(const Keys& keys, const Each& each_value, bool no_too = false) {
    for (const Key& key : keys) {
      if (what_ == StateOf::kPoint && !key.at_points) continue;
      for (std::string& value : values_of(text_of(tag_(key.key)))) {
        std::replace(value.begin(), value.end(), '-', '_');
        if (no_too || !is_no(value)) each_value(std::string_view(key.key), std::string_view(value));
      }
    }
  }

  // "ice_road:conditional=yes @ (Dec-Mar)": whatever state it is, on some days it is another. Of dangers only mines and
  // water close a road; animals at night do not.
  template <class Keys>
  void conditional(const Keys& keys) {
    std::string whole;
    for (const Key& key : keys) {
      if (what_ == StateOf::kPoint && !key.at_points) continue;
      whole.assign(key.key).append(":conditional");
      const char* value = tag_(whole.c_str());
      if (value == nullptr) continue;
      const auto at_first = values_of(text_of(value).substr(0, text_of(value).find('@')));
      const bool danger = std::any_of(std::begin(kDangers), std::end(kDangers),
                                      [&](const Key& d) { return std::string_view(d.key) == key.key; });
      if (danger && (at_first.empty() || !(is_in(kMines, at_first[0]) || is_in(kFloods, at_first[0])))) {
        state_.notes.push_back({fmt::format("{}={}", whole, value)});
      } else {
        at_times(whole, value);
      }
    }
  }

  void gone(std::string_view key, std::string_view value) {
    if (is_season(value)) return at_times(key, value);
    what_ == StateOf::kWay ? close(key, value, kBoth) : note(key, value);
  }

  void passing(std::string_view key, std::string_view value) {
    if (is_no(value) || is_closed(value)) {
      close(key, value, key == "motorable" ? kCar : kBoth);
    } else if (is_season(value)) {
      at_times(key, value);
    } else if (one_of(value, {"foot", "pedestrian", "bicycle", "motorcycle"})) {
      close(key, value, kCar);
    } else if (!is_yes(value) && !is_good(value)) {
      state_.notes.push_back({fmt::format("{}={} is not understood", key, value), "P326"});
    }
  }

  void state(std::string_view key, std::string_view value) {
    if (is_closed(value)) {
      close(key, value, kBoth);
    } else if (is_season(value)) {
      at_times(key, value);
    } else if (!is_good(value)) {
      note(key, value);
    }
  }

  void built(std::string_view key, std::string_view value) {
    if (is_closed(value)) close(key, value, kBoth);
    if (is_weak(value)) note(key, value);
    if (is_season(value) || value == "low_water_crossing") at_times(key, value);
  }

  void danger(std::string_view key, std::string_view value) {
    if (!of_danger(value, key, value) && key != "landuse") state_.notes.push_back({fmt::format("{}={}", key, value)});
  }
  void danger_in_key() {
    for (const auto& [key, word] : danger_keys()) {
      const char* tagged = tag_(key.c_str());
      if (tagged == nullptr) continue;
      for (const std::string& value : values_of(tagged)) {
        if (!is_no(value)) of_danger(word, key, value);
      }
    }
  }
  // False if the word is none of a danger that is known.
  bool of_danger(std::string_view word, std::string_view key, std::string_view value) {
    if (is_in(kMines, word)) {
      close(key, value, kBoth);
    } else if (is_in(kFloods, word)) {
      at_times(key, value);
    } else if (is_in(kFire, word) && key != "landuse") {
      note(key, value);
    } else {
      return false;
    }
    return true;
  }

  void times(std::string_view key, std::string_view value) {
    if (key == "ford" && value == "stepping_stones") close(key, value, kCar);
    if (key == "ford" && value == "boat") return close(key, value, kBoth);
    at_times(key, value);
  }

  void hours(std::string_view hours) {
    if (hours.empty() || one_of(hours, {"24/7", "00:00-24:00", "Mo-Su 00:00-24:00", "open"})) return;
    if (one_of(hours, {"off", "closed"})) return close("opening_hours", hours, kBoth);
    state_.at_times.push_back({fmt::format("opening_hours={}: open at times only", hours), "P328",
                               std::string(network::kOpenAtTimes) + "opening_hours"});
  }

  // What may speak of a shop or a stop at a node.
  void not_points() {
    hours(text_of(tag_("opening_hours")));
    if (const std::string access = seasonal_access(tag_); !access.empty()) {
      const auto at = access.find('=');
      at_times(access.substr(0, at), access.substr(at + 1));
    }
  }

  // What names something else at a node.
  void ways_alone() {
    const auto surface = text_of(tag_("surface")), water = text_of(tag_("waterway")),
               highway = text_of(tag_("highway"));
    if (one_of(surface, {"ice", "snow"})) at_times("surface", surface);
    if (one_of(water, {"river", "stream", "riverbed", "wadi", "drystream"})) at_times("waterway", water);
    if (one_of(highway, {"ice_road", "winter_road"})) at_times("highway", highway);
    if (text_of(tag_("smoothness")) == "impassable") close("smoothness", "impassable", kCar);
    for (const char* key : {"4wd_only", "winter_service"}) {
      if (const char* value = tag_(key)) state_.notes.push_back({fmt::format("{}={}", key, value)});
    }
  }

  void close(std::string_view key, std::string_view value, ModeSet modes) {
    state_.closed |= modes;
    const std::string kind = fmt::format("{}={}", key, value);
    state_.notes.push_back({fmt::format("{}: {}", kind, modes == kBoth ? "nobody can pass" : "closed to cars"), "P323",
                            network::kImpassable + kind});
  }
  void at_times(std::string_view key, std::string_view value) {
    const std::string kind = fmt::format("{}={}", key, value);
    state_.at_times.push_back({kind + ": open at times only", "P328", network::kOpenAtTimes + kind});
  }
  void note(std::string_view key, std::string_view value) {
    state_.notes.push_back({fmt::format("{}={}", key, value), "P327"});
  }

  const TagLookup& tag_;
  StateOf what_;
  RoadState state_;
};

}  // namespace

RoadState read_state(const TagLookup& tag, StateOf what) {
  return StateReader(tag, what).read();
}

}  // namespace passage::osm
