// A plan as tables, the same in every format that can be read back (docs/formats.md, "Plan files").
#pragma once

#include <functional>
#include <unordered_map>

#include "geodata/layers.h"
#include "jobs/task.h"
#include "plan/plan.h"

namespace passage::plan {

inline constexpr int kTablesVersion = 1;

// begin .. end_row for every table; not finish(). Throws P507 if the plan's time zone is unknown.
void write_tables(const Plan& plan, geodata::LayerWriter& out);

// Throws InputError with what is wrong: P500 no plan, P501 a table or column is missing, P502 a cell
// can't be read or no plan could hold, P503 a row refers to what is not there, P506 written by a later version.
// Figures that are only derived (by hour, utilisation) are not read. O(rows).
[[nodiscard]] Plan read_tables(geodata::LayerReader& in, const jobs::Task& task);

// "car" or "foot"; of a group that is a fleet "bus" or "train".
[[nodiscard]] const char* mode_name(const Plan& plan, Mode mode, std::size_t group);

// What a road direction is called in a plan file. A file's road has one set of modes: a road whose two
// directions differ in them (and are both in use) is written as two one-way roads, the second named
// "ID.back" with `reverse_of` = ID.
class RoadNames {
 public:
  explicit RoadNames(const Plan& plan);
  struct Side {
    const std::string& road_id;
    Direction direction;
  };
  [[nodiscard]] Side side(network::RoadId road, Direction direction) const;
  [[nodiscard]] const std::string* back(network::RoadId road) const;  // null if the road is one row

 private:
  const Plan& plan_;
  std::unordered_map<network::RoadId, std::string> back_;
};

}  // namespace passage::plan
