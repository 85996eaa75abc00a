// Writes the tables of a plan, one after the other: what is shared by tables_write*.cc.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/local_time.h"
#include "plan/tables.h"

namespace passage::plan {

inline geodata::LayerPoint layer_point(network::Coordinate c) {
  return {c.lon_e7, c.lat_e7};
}

// Names of all P-code columns of these rows, sorted.
template <class Rows>
std::vector<std::string> pcode_columns(const Rows& rows) {
  std::map<std::string, bool> names;
  for (const auto& row : rows)
    for (const auto& [name, code] : row.pcodes) names[name] = true;
  std::vector<std::string> out;
  for (const auto& [name, used] : names) out.push_back(name);
  return out;
}

class TablesWriter {
 public:
  enum class Moves { kRows, kColumnsAlone };  // of legs, flows, arrivals and labels
  TablesWriter(const Plan& plan, geodata::LayerWriter& out, Moves moves = Moves::kRows)
      : plan_(plan), out_(out), moves_(moves), clock_(plan.time_zone, plan.start), names_(plan) {}

  void all();

 private:
  void time(PlanTime t) {
    buffer_.clear();
    clock_.append_iso(buffer_, t);
    out_.text(buffer_);
  }
  void interval(PlanInterval when) {
    time(when.from);
    time(when.until);
  }
  void persons(Persons count) { out_.integer(count.count()); }
  void position(network::Coordinate c) {
    out_.decimal(c.lat_e7, 7);
    out_.decimal(c.lon_e7, 7);
  }
  void point(network::Coordinate c) { out_.shape(geodata::ShapeKind::kPoint, {{layer_point(c)}}); }
  void text_or_none(std::string_view value) { value.empty() ? out_.none() : out_.text(value); }
  [[nodiscard]] std::string intervals_text(const std::vector<PlanInterval>& all) const;
  void pcodes(const std::vector<std::string>& columns, const std::map<std::string, std::string>& codes);
  void road_line(const RoadRow& road, Direction direction);
  // Columns that only a plan for several groups of travellers has.
  void add_column(std::vector<geodata::LayerColumn>& columns, const char* name) const {
    if (!plan_.groups.empty()) columns.push_back({name, geodata::CellType::kText});
  }
  void group(std::size_t row) {
    if (!plan_.groups.empty()) out_.text(plan_.groups[row].id);
  }

  void entry(std::string_view key, std::string_view value) {
    out_.text(key);
    out_.text(value);
    out_.end_row();
  }
  void entry(std::string_view key, Persons value) { entry(key, std::to_string(value.count())); }

  void provenance();
  void sources();
  void findings();
  void dangers();
  void corridors();
  void nodes();
  void roads();

  void road_side(const RoadRow& road, std::string_view id, Direction direction, bool oneway,
                 std::string_view reverse_of);

  void bottlenecks();

  void origins();
  void refuges();
  void orders();
  void legs();
  void flows();
  void arrivals();
  void labels();
  void groups();
  void trips();
  void safe_by();
  void left_by_district();
  [[nodiscard]] std::map<std::string, std::string> pcodes_of(const std::string& district) const;

  const Plan& plan_;
  geodata::LayerWriter& out_;
  Moves moves_;
  LocalClock clock_;
  RoadNames names_;
  std::string buffer_;
  geodata::ShapeParts line_;
};

}  // namespace passage::plan
