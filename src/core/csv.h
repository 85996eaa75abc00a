// CSV as RFC 4180 has it: comma, quotes, one header row; lines may end with CR alone. Every row knows its line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace passage {

struct CsvRow {
  int line = 0;                     // of the file, from 1: where the row begins
  std::vector<std::string> fields;  // as many as the header has
};

struct CsvTable {
  std::string file;  // as named in messages
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  bool complete = true;  // false: some rows had errors and were left out

  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  // Empty view if the column is absent or the cell is empty; trimmed.
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view name) const;
  [[nodiscard]] std::string where(const CsvRow& row) const;  // "people.csv:3"
};

// Whether a cell of the header names the column: capitals and blanks around make no difference.
[[nodiscard]] bool names_column(std::string_view cell, std::string_view column);

// `columns`: names of which the header has some. Rows above it, such as a title, are passed over (P232);
// where none are given the first row is the header.
// Reports P010 (not text in UTF-8), P011 (a row has too many or too few fields), P012 (a quote is not
// closed), P013 (no header row), P014 (a column is named twice), P178 (columns are not separated by
// commas), P181 (a column with figures and no name); rows with errors are left out.
[[nodiscard]] CsvTable parse_csv(std::string_view text, std::string file, Problems& problems,
                                 const std::vector<std::string>& columns = {});

// Quoted if it must be.
[[nodiscard]] std::string csv_field(std::string_view value);

}  // namespace passage
