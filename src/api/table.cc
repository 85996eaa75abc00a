#include "api/table.h"

#include <stdexcept>

#include <fmt/format.h>

namespace passage::api {

const Column& Table::column(std::string_view wanted) const {
  for (const Column& one : columns)
    if (one.name == wanted) return one;
  throw std::out_of_range(fmt::format("the table {} has no column {}", name, wanted));
}

const std::vector<std::int64_t>& Table::integers(std::string_view wanted) const {
  return std::get<std::vector<std::int64_t>>(column(wanted).cells);
}

const std::vector<double>& Table::reals(std::string_view wanted) const {
  return std::get<std::vector<double>>(column(wanted).cells);
}

const std::vector<std::string>& Table::texts(std::string_view wanted) const {
  return std::get<std::vector<std::string>>(column(wanted).cells);
}

}  // namespace passage::api
