// Free-flow speed and capacity by class, lanes, surface and smoothness: a table that a user can print,
// edit and give back (docs/methods/roads.md has the reasons).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace passage::network {

struct ModelRow {
  std::string parameter, key;  // "speed_km_h", "primary"; the key of a single figure is "all"
  double value = 0;
  std::string kind, source;  // kind: a read in the source, d derived, b from memory, g guess
};

// Parameters, by highway value (`primary`, `primary_link`, .., `ferry`):
//   speed_km_h; lane_capacity (textbook vehicles/h a lane); lanes_one_way; lanes_two_way (per direction)
// by value of surface=, smoothness= or tracktype=:
//   surface_paved (0, 1), surface_speed_km_h, surface_capacity_factor, smoothness_speed_km_h, tracktype_speed_km_h
// by value of maxspeed=: maxspeed_km_h ("RU:urban", "urban" for any country)
// single figures, key `all`:
//   sustained_factor; single_lane_capacity (both directions together, textbook); maxspeed_share; private_open (0, 1)
class RoadModel {
 public:
  static const RoadModel& standard();
  // The standard with the rows of a CSV (parameter,key,value and optionally kind,source) in their place.
  // Reports P308 and what parse_csv reports; throws InputError.
  static RoadModel with_overrides(std::string_view csv, const std::string& file);

  [[nodiscard]] std::optional<double> find(std::string_view parameter, std::string_view key) const;
  [[nodiscard]] double at(std::string_view parameter, std::string_view key = "all") const;  // a row that is there
  [[nodiscard]] const std::vector<ModelRow>& rows() const { return rows_; }
  [[nodiscard]] std::string csv() const;  // of all rows; with_overrides(csv()) is the same model

 private:
  explicit RoadModel(std::vector<ModelRow> rows);
  void set(const ModelRow& row);
  std::vector<ModelRow> rows_;
  std::map<std::string, std::map<std::string, std::size_t, std::less<>>, std::less<>> index_;
};

}  // namespace passage::network
