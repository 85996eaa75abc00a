#include "network/road_model.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/csv.h"
#include "core/expect.h"

namespace passage::network {
namespace {

struct ClassRow {
  const char* key;
  double speed, lane_capacity, lanes_one_way, lanes_two_way;
};
constexpr ClassRow kClasses[] = {
    {"motorway", 110, 1900, 2, 2},   {"motorway_link", 60, 1700, 1, 1},
    {"trunk", 90, 1700, 2, 1},       {"trunk_link", 50, 1500, 1, 1},
    {"primary", 80, 1700, 1, 1},     {"primary_link", 45, 1500, 1, 1},
    {"secondary", 70, 1500, 1, 1},   {"secondary_link", 40, 1350, 1, 1},
    {"tertiary", 55, 1350, 1, 1},    {"tertiary_link", 35, 1350, 1, 1},
    {"unclassified", 45, 900, 1, 1}, {"residential", 30, 900, 1, 1},
    {"road", 30, 900, 1, 1},         {"living_street", 15, 600, 1, 1},
    {"service", 15, 600, 1, 1},      {"track", 20, 300, 1, 1},
    {"ferry", 15, 60, 1, 1},         {"path", 4, 60, 1, 1},
};
struct SurfaceRow {
  const char* key;
  double paved, speed, factor;
};
constexpr SurfaceRow kSurfaces[] = {
    {"paved", 1, 140, 1},
    {"asphalt", 1, 140, 1},
    {"concrete", 1, 140, 1},
    {"concrete:plates", 1, 70, 1},
    {"concrete:lanes", 1, 40, 0.8},
    {"paving_stones", 1, 50, 0.9},
    {"sett", 1, 40, 0.8},
    {"cobblestone", 1, 30, 0.8},
    {"unhewn_cobblestone", 1, 20, 0.7},
    {"chipseal", 1, 90, 1},
    {"metal", 1, 50, 1},
    {"wood", 1, 30, 0.8},
    {"unpaved", 0, 50, 0.7},
    {"compacted", 0, 60, 0.8},
    {"fine_gravel", 0, 50, 0.8},
    {"gravel", 0, 50, 0.7},
    {"pebblestone", 0, 40, 0.7},
    {"ground", 0, 30, 0.5},
    {"dirt", 0, 30, 0.5},
    {"earth", 0, 30, 0.5},
    {"grass", 0, 20, 0.4},
    {"sand", 0, 20, 0.4},
    {"mud", 0, 10, 0.3},
    {"clay", 0, 30, 0.5},
    {"snow", 0, 20, 0.5},
    {"ice", 0, 20, 0.5},
    {"rock", 0, 10, 0.4},
};
struct Figure {
  const char *parameter, *key;
  double value;
  const char *kind, *source;
};
constexpr Figure kFigures[] = {
    {"smoothness_speed_km_h", "intermediate", 80, "g", ""},
    {"smoothness_speed_km_h", "bad", 40, "g", ""},
    {"smoothness_speed_km_h", "very_bad", 20, "g", ""},
    {"smoothness_speed_km_h", "horrible", 10, "g", ""},
    {"smoothness_speed_km_h", "very_horrible", 5, "g", ""},
    {"tracktype_speed_km_h", "grade1", 40, "g", ""},
    {"tracktype_speed_km_h", "grade2", 30, "g", ""},
    {"tracktype_speed_km_h", "grade3", 20, "g", ""},
    {"tracktype_speed_km_h", "grade4", 15, "g", ""},
    {"tracktype_speed_km_h", "grade5", 10, "g", ""},
    {"maxspeed_km_h", "urban", 50, "b", "national limits"},
    {"maxspeed_km_h", "rural", 90, "b", "national limits"},
    {"maxspeed_km_h", "trunk", 100, "b", "national limits"},
    {"maxspeed_km_h", "motorway", 130, "b", "national limits"},
    {"maxspeed_km_h", "living_street", 20, "b", "national limits"},
    {"maxspeed_km_h", "RU:urban", 60, "b", "national limits"},
    {"maxspeed_km_h", "RU:motorway", 110, "b", "national limits"},
    {"maxspeed_km_h", "MD:motorway", 110, "b", "national limits"},
    {"maxspeed_km_h", "BY:urban", 60, "b", "national limits"},
    {"maxspeed_km_h", "BY:motorway", 110, "b", "national limits"},
    {"maxspeed_km_h", "PL:motorway", 140, "b", "national limits"},
    {"maxspeed_km_h", "DE:rural", 100, "b", "national limits"},
    {"maxspeed_km_h", "AT:rural", 100, "b", "national limits"},
    {"maxspeed_km_h", "GB:nsl_single", 96.56064, "b", "60 mph"},
    {"maxspeed_km_h", "GB:nsl_dual", 112.65408, "b", "70 mph"},
    {"maxspeed_km_h", "GB:motorway", 112.65408, "b", "70 mph"},
    {"maxspeed_km_h", "walk", 6, "g", "walking pace"},
    {"sustained_factor", "all", 0.35, "d",
     "600 vehicles/h a lane sustained (Ivan, Katrina, Gustav counts, TRID 1093433) over 1,700 (HCM two-lane road)"},
    {"single_lane_capacity", "all", 600, "b", "HDM-4 vol. 4, Odoki, Kerali 2000: single-lane road, both ways"},
    {"maxspeed_share", "all", 1, "g", "drivers are taken to keep the limit"},
    {"private_open", "all", 0, "g", "access=private: 1 lets cars and walkers pass"},
};

std::vector<ModelRow> standard_rows() {
  std::vector<ModelRow> rows;
  for (const ClassRow& c : kClasses) {
    rows.push_back({"speed_km_h", c.key, c.speed, "g", "free flow, mixed urban and rural"});
    const bool two_lane = c.lane_capacity == 1700;
    const char* source = c.lane_capacity == 1900   ? "HCM freeway lane, mixed traffic"
                         : two_lane                ? "HCM two-lane road 1,700 pc/h one way (studylib.net 18646466)"
                         : c.lane_capacity == 1350 ? "narrowed road 1,350 veh/h a lane (studylib.net 8395344)"
                         : c.lane_capacity == 300  ? "single-lane track 600 pcu/h both ways (HDM-4 vol. 4)"
                                                   : "between the sourced rows";
    rows.push_back({"lane_capacity", c.key, c.lane_capacity, two_lane || c.lane_capacity == 1350 ? "a" : "g", source});
    rows.push_back({"lanes_one_way", c.key, c.lanes_one_way, "g", "where lanes= is absent"});
    rows.push_back({"lanes_two_way", c.key, c.lanes_two_way, "g", "per direction, where lanes= is absent"});
  }
  for (const SurfaceRow& s : kSurfaces) {
    rows.push_back({"surface_paved", s.key, s.paved, "a", "wiki.openstreetmap.org/wiki/Key:surface"});
    rows.push_back({"surface_speed_km_h", s.key, s.speed, "g", "highest speed on it"});
    rows.push_back({"surface_capacity_factor", s.key, s.factor, "g", "share of the textbook capacity"});
  }
  for (const Figure& f : kFigures) rows.push_back({f.parameter, f.key, f.value, f.kind, f.source});
  return rows;
}

// Keys of these are names of things in the data, so a user may add some; the others are fixed.
bool open_ended(std::string_view parameter) {
  return parameter.starts_with("surface_") || parameter.starts_with("maxspeed_km") ||
         parameter.starts_with("smoothness_") || parameter.starts_with("tracktype_");
}

}  // namespace

RoadModel::RoadModel(std::vector<ModelRow> rows) {
  for (ModelRow& row : rows) set(row);
}

void RoadModel::set(const ModelRow& row) {
  auto& keys = index_[row.parameter];
  const auto [at, added] = keys.emplace(row.key, rows_.size());
  if (added) {
    rows_.push_back(row);
  } else {
    rows_[at->second] = row;
  }
}

const RoadModel& RoadModel::standard() {
  static const RoadModel model(standard_rows());
  return model;
}

std::optional<double> RoadModel::find(std::string_view parameter, std::string_view key) const {
  const auto keys = index_.find(parameter);
  if (keys == index_.end()) return std::nullopt;
  const auto row = keys->second.find(key);
  if (row == keys->second.end()) return std::nullopt;
  return rows_[row->second].value;
}

double RoadModel::at(std::string_view parameter, std::string_view key) const {
  const auto value = find(parameter, key);
  PASSAGE_EXPECT(value.has_value());
  return *value;
}

RoadModel RoadModel::with_overrides(std::string_view csv, const std::string& file) {
  RoadModel model = standard();
  Problems problems;
  const CsvTable table = parse_csv(csv, file, problems);
  problems.throw_if_errors();
  for (const char* needed : {"parameter", "key", "value"}) {
    if (!table.column(needed)) {
      problems.add({.code = "P308",
                    .problem = fmt::format("the road model has no column \"{}\"", needed),
                    .where = file,
                    .suggestion = "passage import --print-model prints a table to start from"});
    }
  }
  problems.throw_if_errors();
  std::vector<std::string> parameters;
  for (const auto& [parameter, keys] : model.index_) parameters.push_back(parameter);
  for (const CsvRow& row : table.rows) {
    const std::string parameter(table.cell(row, "parameter")), key(table.cell(row, "key"));
    const std::string text(table.cell(row, "value"));
    const auto off = [&](std::string problem, std::string help) {
      problems.add({.code = "P308", .problem = std::move(problem), .where = table.where(row), .suggestion = help});
    };
    const auto keys = model.index_.find(parameter);
    if (keys == model.index_.end()) {
      off(fmt::format("there is no parameter \"{}\" in the road model", parameter),
          did_you_mean(parameter, parameters));
      continue;
    }
    if (!open_ended(parameter) && !keys->second.contains(key)) {
      std::vector<std::string> names;
      for (const auto& [name, at] : keys->second) names.push_back(name);
      off(fmt::format("parameter \"{}\" has no key \"{}\"", parameter, key), did_you_mean(key, names));
      continue;
    }
    double value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    const double most = parameter == "lane_capacity" || parameter == "single_lane_capacity" ? 10000 : 300;
    const bool positive = parameter.find("speed") != std::string::npos || parameter.starts_with("lanes");
    if (wrong != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0 ||
        value > most || (positive && value < 0.1)) {
      off(fmt::format("the value \"{}\" of {} {} is out of range", text, parameter, key),
          fmt::format("a number from {} to {}", positive ? "0.1" : "0", most));
      continue;
    }
    model.set({parameter, key, value, std::string(table.cell(row, "kind")), std::string(table.cell(row, "source"))});
  }
  problems.throw_if_errors();
  return model;
}

std::string RoadModel::csv() const {
  std::string out = "parameter,key,value,kind,source\n";
  for (const ModelRow& row : rows_) {
    out +=
        fmt::format("{},{},{},{},{}\n", row.parameter, csv_field(row.key), row.value, row.kind, csv_field(row.source));
  }
  return out;
}

}  // namespace passage::network
