// Rows of a table or a layer, whatever file they came from, and their cells read by type with every
// problem told.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/error.h"
#include "geodata/features.h"
#include "network/network.h"
#include "tables/figures.h"

namespace passage::tables {

struct SheetRow {
  std::string where;  // "people.csv:3", "people.geojson: feature 3"
  std::vector<std::string> fields;
  geodata::Drawn drawn = {};  // of a layer
};

struct Sheet {
  std::string file;
  bool is_layer = false;  // rows have a shape, and no columns node, lat, lon
  std::vector<std::string> header;
  std::vector<SheetRow> rows;
  bool complete = true;  // false: rows that can't be read were left out, and told
  [[nodiscard]] bool has(std::string_view column) const;
};

[[nodiscard]] Sheet sheet_of(CsvTable table);

enum class Need { kRequired, kOptional };

struct ColumnRule {
  std::string name;
  Need need = Need::kOptional;
};

// Names in other letters (ID, Name), and those that a shapefile cut off, become those of the rules, where
// only one can be meant.
void understand_names(Sheet& sheet, bool cut_off, const std::vector<ColumnRule>& rules);
// Reports P105 (unknown column) and P107 (missing column).
void check_columns(Sheet& sheet, const std::vector<ColumnRule>& rules, Problems& problems);
// Takes out rows that are none of the table, and reports them: totals (P179) and remarks (P180).
void drop_other_rows(Sheet& sheet, const std::vector<ColumnRule>& rules, Problems& problems);

// One row; a cell that is asked for and wrong is reported with the row's place.
class Row {
 public:
  Row(const Sheet& sheet, const SheetRow& row, Problems& problems) : sheet_(sheet), row_(row), problems_(problems) {}

  [[nodiscard]] const std::string& where() const { return row_.where; }
  [[nodiscard]] bool can_be_placed() const {  // by the columns that there are
    return sheet_.has("node") || (sheet_.has("lat") && sheet_.has("lon"));
  }
  [[nodiscard]] bool of_layer() const { return sheet_.is_layer; }
  [[nodiscard]] const geodata::Drawn& drawn() const { return row_.drawn; }
  [[nodiscard]] bool has(std::string_view column) const { return !cell(column).empty(); }
  [[nodiscard]] std::string_view cell(std::string_view column) const;        // trimmed; empty if not there
  [[nodiscard]] std::string text(std::string_view column, Need need) const;  // P108 where an empty cell must not be
  [[nodiscard]] std::string id() const;                                      // P108, P112
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view column, Need need, std::int64_t least,
                                                  std::int64_t most) const;
  [[nodiscard]] std::optional<Rational> figure(std::string_view column, Need need, std::int64_t least,
                                               std::int64_t most) const;
  // `usual`: as in FigureRule; P234 above it, with `why`, where it is not 0.
  [[nodiscard]] std::optional<std::int64_t> thousandths(std::string_view column, std::int64_t most, std::int64_t usual,
                                                        std::string_view why, bool& finer) const;
  // One of `values` (P109).
  [[nodiscard]] std::string one_of(std::string_view column, Need need, const std::vector<std::string>& values) const;
  // Columns lat and lon (P130: no place on Earth).
  [[nodiscard]] std::optional<network::Coordinate> coordinate() const;
  [[nodiscard]] std::map<std::string, std::string> pcodes() const;

 private:
  // Empty where the cell is empty; reports P108 if it is needed (and its column is there).
  [[nodiscard]] std::string_view needed(std::string_view column, Need need) const;
  const Sheet& sheet_;
  const SheetRow& row_;
  Problems& problems_;
};

}  // namespace passage::tables
