// What simsetting.yml says. Defaults are those of Flee's code; names follow its keys.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"

namespace passage::displacement {

enum class SpawnMode { kRecord, kConstant, kPoisson, kPopulationShare };

struct Settings {
  // spawn_rules
  SpawnMode spawn = SpawnMode::kRecord;
  double displaced_per_conflict_day = 500;  // a share of the population with kPopulationShare
  bool sum_from_camps = true;               // else the record's total
  bool insert_day0 = true, empty_camps_on_day0 = false, take_from_population = false;
  std::vector<double> conflict_decay;  // by intervals since the conflict began; empty: none
  int conflict_decay_interval = 30;    // days
  // move_rules
  double max_move_speed_km = 360, max_walk_speed_km = 35;  // a day
  double foreign_weight = 1, camp_weight = 1, conflict_weight = 0.316227766017;
  double conflict_move = 1, camp_move = 0.001, idp_camp_move = 0.1, town_move = 0.3;
  int awareness = 1;  // links ahead; 0: any link alike
  double capacity_buffer = 0.9, capacity_scaling = 1;
  bool avoid_short_stints = false, start_on_foot = false;
  double softening_km = 10, weight_softening = 0, distance_power = 1, weight_power = 1;
  bool population_weight = false;
  double population_power = 0.1;
  double move_population_base = 10000, move_population_power = 0;
  double pruning = 1;  // <= 1: off
};

// Reads the part of YAML that settings use: nested maps, scalars, lists in brackets, comments.
// A key Passage does not know is P604, one that Flee has and Passage does not model P605 (both
// warnings), a value of the wrong kind P602.
[[nodiscard]] Settings read_settings(std::string_view text, const std::string& file, std::vector<Problem>& problems);

}  // namespace passage::displacement
