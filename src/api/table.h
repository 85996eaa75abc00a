// A table of a plan by columns, the same names, order and units as in the files of a plan (docs/formats.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/visible.h"

namespace passage::api {

// Times are local with offset, shapes well-known text in a last column `geometry`.
struct Column {
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

  std::string name;
  // A cell without a value is kNone, not a number, or empty.
  std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>> cells;
};

struct PASSAGE_API Table {
  std::string name, description;
  std::vector<Column> columns;
  std::size_t rows = 0;

  // Throws std::out_of_range if there is no such column, std::bad_variant_access if it holds something else.
  [[nodiscard]] const Column& column(std::string_view name) const;
  [[nodiscard]] const std::vector<std::int64_t>& integers(std::string_view name) const;
  [[nodiscard]] const std::vector<double>& reals(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& texts(std::string_view name) const;
};

}  // namespace passage::api
