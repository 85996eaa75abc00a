#include "displacement/settings.h"

#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "core/text.h"

namespace passage::displacement {
namespace {

struct Entry {
  std::string value;
  int line = 0;
};

// "spawn_rules.sum_from_camps" -> value. Keys in the order of the file.
std::vector<std::pair<std::string, Entry>> flatten(std::string_view text, const std::string& file,
                                                   std::vector<Problem>& problems) {
  std::vector<std::pair<std::string, Entry>> out;
  std::vector<std::pair<std::size_t, std::string>> open;  // indent, prefix
  int line = 0;
  for (const std::string& raw : split(text, '\n')) {
    ++line;
    std::string_view body = std::string_view(raw).substr(0, raw.find('#'));
    if (trimmed(body).empty() || trimmed(body) == "---") continue;
    const std::size_t indent = body.find_first_not_of(' '), colon = body.find(':');
    if (colon == std::string_view::npos || indent >= colon) {
      problems.push_back({.code = "P601",
                          .problem = fmt::format("cannot read \"{}\"", trimmed(body)),
                          .why = "a line of settings is `key: value`",
                          .where = fmt::format("{}:{}", file, line)});
      continue;
    }
    while (!open.empty() && open.back().first >= indent) open.pop_back();
    const std::string key =
        (open.empty() ? "" : open.back().second + ".") + std::string(trimmed(body.substr(0, colon)));
    const std::string value{trimmed(body.substr(colon + 1))};
    if (value.empty()) {
      open.emplace_back(indent, key);
    } else {
      out.emplace_back(key, Entry{value, line});
    }
  }
  return out;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<bool> truth(std::string_view text) {
  static const std::set<std::string_view> yes{"true", "True", "TRUE", "yes", "on", "1"};
  static const std::set<std::string_view> no{"false", "False", "FALSE", "no", "off", "0"};
  if (yes.contains(text)) return true;
  if (no.contains(text)) return false;
  return std::nullopt;
}

// Flee has these and Passage does not model them.
const std::set<std::string_view> kNotModelled{"use_v1_rules",
                                              "stay_close_to_home",
                                              "home_distance_power",
                                              "women_avoid_hazards",
                                              "WomenAvoidHazards",
                                              "ChildrenAvoidHazards",
                                              "ElderlyAvoidHazards",
                                              "BoysTakeRisk",
                                              "MatchCampReligion",
                                              "MatchCampEthnicity",
                                              "MatchTownEthnicity",
                                              "MatchConflictEthnicity",
                                              "avg_religion_fraction",
                                              "fixed_routes",
                                              "two_system_decision_making",
                                              "use_economic_pull",
                                              "harvest_months",
                                              "flee_when_starving",
                                              "avoid_food_deprived_locations",
                                              "flood_rules",
                                              "flood_zone_spawning_only",
                                              "flood_driven_spawn_mode",
                                              "flood_driven_spawning",
                                              "starvation_driven_spawning",
                                              "camps_are_sicks",
                                              "read_from_agents_csv_file",
                                              "average_social_connectivity",
                                              "max_crossing_speed",
                                              "conflict_zone_spawning_only",
                                              "default_conflict_intensity",
                                              "number_of_steps",
                                              "conflict_input_file",
                                              "flood_level_input_file"};

class Reader {
 public:
  Reader(Settings& s, const std::string& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {
    flag("spawn_rules.sum_from_camps", s.sum_from_camps);
    flag("spawn_rules.insert_day0", s.insert_day0);
    flag("spawn_rules.empty_camps_on_day0", s.empty_camps_on_day0);
    flag("spawn_rules.take_from_population", s.take_from_population);
    figure("spawn_rules.conflict_driven_spawning.displaced_per_conflict_day", s.displaced_per_conflict_day, 0, 1e9);
    flag("move_rules.avoid_short_stints", s.avoid_short_stints);
    flag("move_rules.start_on_foot", s.start_on_foot);
    flag("move_rules.use_pop_for_loc_weight", s.population_weight);
    figure("move_rules.max_move_speed", s.max_move_speed_km, 0.1, 5000);
    figure("move_rules.max_walk_speed", s.max_walk_speed_km, 0.1, 5000);
    figure("move_rules.foreign_weight", s.foreign_weight, 0, 1e6);
    figure("move_rules.camp_weight", s.camp_weight, 0, 1e6);
    figure("move_rules.conflict_weight", s.conflict_weight, 0, 1e6);
    figure("move_rules.conflict_movechance", s.conflict_move, 0, 1);
    figure("move_rules.camp_movechance", s.camp_move, 0, 1);
    figure("move_rules.idpcamp_movechance", s.idp_camp_move, 0, 1);
    figure("move_rules.default_movechance", s.town_move, 0, 1);
    figure("move_rules.capacity_buffer", s.capacity_buffer, 0, 1);
    figure("move_rules.capacity_scaling", s.capacity_scaling, 0, 1e6);
    figure("move_rules.softening", s.softening_km, 0, 1e5);
    figure("move_rules.weight_softening", s.weight_softening, 0, 1e6);
    figure("move_rules.distance_power", s.distance_power, 0, 20);
    figure("move_rules.weight_power", s.weight_power, 0, 20);
    figure("move_rules.pop_power_for_loc_weight", s.population_power, 0, 10);
    figure("move_rules.movechance_pop_base", s.move_population_base, 1e-9, 1e12);
    figure("move_rules.movechance_pop_scale_factor", s.move_population_power, 0, 10);
    figure("move_rules.pruning_threshold", s.pruning, 0, 1e12);
    settings_ = &s;
  }

  void take(const std::string& key, const Entry& entry) {
    if (const auto found = flags_.find(key); found != flags_.end()) {
      const auto value = truth(entry.value);
      value ? void(*found->second = *value) : bad(key, entry, "true or false");
    } else if (const auto at = figures_.find(key); at != figures_.end()) {
      const auto value = number(entry.value);
      const auto& [target, low, high] = at->second;
      value&&* value >= low&&* value <= high ? void(*target = *value)
                                             : bad(key, entry, fmt::format("a number from {} to {}", low, high));
    } else if (!special(key, entry)) {
      unknown(key, entry);
    }
  }

 private:
  struct Figure {
    double* target;
    double low, high;
  };
  void flag(const char* key, bool& target) { flags_[key] = &target; }
  void figure(const char* key, double& target, double low, double high) { figures_[key] = {&target, low, high}; }

  bool special(const std::string& key, const Entry& entry) {
    if (key == "spawn_rules.conflict_spawn_decay") return decay(key, entry);
    if (key == "spawn_rules.conflict_spawn_decay_interval")
      return whole(key, entry, 1, 100000, settings_->conflict_decay_interval);
    if (key == "move_rules.awareness_level") return whole(key, entry, 0, 100, settings_->awareness);
    if (key == "spawn_rules.conflict_driven_spawning.spawn_mode") return spawn_mode(key, entry);
    // People are counted whole: Flee's people per agent has nothing to act on. Logs are its own.
    return key == "optimisations.hasten" || key.starts_with("log_levels.");
  }
  bool decay(const std::string& key, const Entry& entry) {
    const std::string& text = entry.value;
    std::vector<double> values;
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
      for (const std::string& part : split(std::string_view(text).substr(1, text.size() - 2), ',')) {
        const auto value = number(trimmed(part));
        if (!value || *value < 0) return bad(key, entry, "a list of numbers, none below 0"), true;
        values.push_back(*value);
      }
      settings_->conflict_decay = values;
      return true;
    }
    return bad(key, entry, "a list of numbers in brackets"), true;
  }
  bool whole(const std::string& key, const Entry& entry, int low, int high, int& target) {
    const auto value = number(entry.value);
    if (!value || *value != std::floor(*value) || *value < low || *value > high)
      return bad(key, entry, fmt::format("a whole number from {} to {}", low, high)), true;
    target = static_cast<int>(*value);
    return true;
  }
  bool spawn_mode(const std::string& key, const Entry& entry) {
    static const std::map<std::string, SpawnMode> modes{{"constant", SpawnMode::kConstant},
                                                        {"Poisson", SpawnMode::kPoisson},
                                                        {"poisson", SpawnMode::kPoisson},
                                                        {"pop_ratio", SpawnMode::kPopulationShare}};
    const auto found = modes.find(entry.value);
    if (found == modes.end()) return bad(key, entry, "constant, poisson or pop_ratio"), true;
    settings_->spawn = found->second;
    return true;
  }
  void bad(const std::string& key, const Entry& entry, const std::string& wanted) {
    problems_.push_back({.code = "P602",
                         .problem = fmt::format("{} is \"{}\"", key, entry.value),
                         .why = wanted + " is wanted",
                         .where = fmt::format("{}:{}", file_, entry.line)});
  }
  void unknown(const std::string& key, const Entry& entry) {
    const std::string where = fmt::format("{}:{}", file_, entry.line);
    for (const std::string& part : split(key, '.')) {
      if (!kNotModelled.contains(part)) continue;
      problems_.push_back({.severity = Severity::kWarning,
                           .code = "P605",
                           .problem = fmt::format("{} = {} is not modelled", key, entry.value),
                           .why = "Flee has this setting, Passage does not",
                           .where = where});
      return;
    }
    std::vector<std::string> known;
    for (const auto& [name, target] : flags_) known.push_back(name);
    for (const auto& [name, target] : figures_) known.push_back(name);
    problems_.push_back({.severity = Severity::kWarning,
                         .code = "P604",
                         .problem = fmt::format("setting {} is not known", key),
                         .why = "it has no effect",
                         .where = where,
                         .suggestion = did_you_mean(key, known)});
  }

  Settings* settings_ = nullptr;
  const std::string& file_;
  std::vector<Problem>& problems_;
  std::map<std::string, bool*> flags_;
  std::map<std::string, Figure> figures_;
};

}  // namespace

Settings read_settings(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  Settings settings;
  Reader reader(settings, file, problems);
  for (const auto& [key, entry] : flatten(text, file, problems)) reader.take(key, entry);
  return settings;
}

}  // namespace passage::displacement
