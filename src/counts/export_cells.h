// The cells of an export's rows, and what is told of those that are left out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "counts/export_table.h"
#include "displacement/figures.h"

namespace passage::counts {

class ExportCells {
 public:
  ExportCells(const ExportTable& table, Problems& problems) : of_(table), problems_(problems) {}

  [[nodiscard]] std::string_view text(const CsvRow& row, std::string_view column) const {
    return of_.table.cell(row, column);
  }
  [[nodiscard]] bool has(std::string_view column) const { return of_.table.column(column).has_value(); }
  [[nodiscard]] std::string own_name(std::string_view column) const;  // as the file has it

  // Nothing, and a problem P602, for a cell that is none. One without a figure is left out and told of: P620.
  std::optional<std::int64_t> people(const CsvRow& row, std::string_view column);
  std::optional<double> degrees(const CsvRow& row, std::string_view column, double most);
  std::optional<std::string> date(const CsvRow& row, std::string_view column);
  // A sex, age or origin; empty for all of them.
  [[nodiscard]] static std::string part(std::string_view cell);
  // What columns that Passage does not read say in words of who is counted; not those that say all.
  [[nodiscard]] std::map<std::string, std::string> others(const CsvRow& row) const;
  [[nodiscard]] std::string where(const CsvRow& row) const { return of_.table.where(row); }
  // The column that names the places of a time series of several, or of one and a total; empty if it is of one.
  [[nodiscard]] std::string column_of_places();

  void bad(const CsvRow& row, std::string_view column, std::string why, const char* code = "P602");
  // Sums up what is left out for one reason; tell() says them, with the first row's line. `people`: who are left out,
  // where the rows say so.
  void left_out(const CsvRow& row, const char* code, const std::string& reason,
                std::optional<std::int64_t> people = std::nullopt);
  void tell();

 private:
  struct Left {
    std::int64_t rows = 0;
    std::optional<std::int64_t> people;
    std::string first;
  };
  // Do commas group thousands here? A cell with two groups or one that would be no whole number else says so.
  bool commas_group(std::string_view column);

  const ExportTable& of_;
  Problems& problems_;
  std::map<std::pair<std::string, std::string>, Left> left_;  // by code and reason
  std::map<std::string, bool, std::less<>> commas_group_;
  std::optional<std::string> column_of_places_;
};

}  // namespace passage::counts
