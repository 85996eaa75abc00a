// CSV as Flee's files have it: a header that begins with '#', or none; blank lines; comments.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace passage::displacement {

struct FleeRow {
  int line = 0;
  std::vector<std::string> fields;  // trimmed
};

struct FleeCsv {
  std::string file;                 // as named in messages
  std::vector<std::string> header;  // without '#'; empty if the file has none
  std::vector<FleeRow> rows;
  [[nodiscard]] std::string where(const FleeRow& row) const;
};

// Reads the file; P010 if it is not UTF-8, P012 if a quote is not closed.
[[nodiscard]] FleeCsv read_flee_csv(const std::filesystem::path& path, const std::string& name,
                                    std::vector<Problem>& problems);

// Values of one row, each problem (P601 too few fields, P602 not such a value) noted where it is.
class RowReader {
 public:
  RowReader(const FleeCsv& csv, const FleeRow& row, std::vector<Problem>& problems)
      : csv_(csv), row_(row), problems_(problems) {}
  [[nodiscard]] bool has(std::size_t fields);  // P601 if fewer
  [[nodiscard]] std::string text(std::size_t column) const;
  [[nodiscard]] double number(std::size_t column, const char* what, double low, double high);
  // `blank` where the cell is empty.
  [[nodiscard]] std::int64_t whole(std::size_t column, const char* what, std::int64_t low, std::int64_t high,
                                   std::optional<std::int64_t> blank = std::nullopt);
  void bad(const std::string& problem, const std::string& why, const std::string& suggestion = {},
           const char* code = "P602");
  [[nodiscard]] bool good() const { return good_; }

 private:
  const FleeCsv& csv_;
  const FleeRow& row_;
  std::vector<Problem>& problems_;
  bool good_ = true;
};

}  // namespace passage::displacement
