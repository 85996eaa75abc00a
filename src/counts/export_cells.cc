#include "counts/export_cells.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "counts/totals.h"

namespace passage::counts {

using displacement::Figure;

std::string ExportCells::own_name(std::string_view column) const {
  const auto at = of_.table.column(column);
  return at ? of_.own_names[*at] : std::string(column);
}

bool ExportCells::commas_group(std::string_view column) {
  const auto known = commas_group_.find(column);
  if (known != commas_group_.end()) return known->second;
  bool& out = commas_group_[std::string(column)];
  for (const CsvRow& row : of_.table.rows) {
    const std::string_view cell = text(row, column);
    const Figure figure = displacement::read_figure(cell);
    if (!figure.commas || (!figure.as_other.empty() && cell.ends_with("000"))) continue;
    out = true;
    problems_.add({.severity = Severity::kFinding,
                   .code = "P619",
                   .problem = fmt::format("commas in {} are read as marks of thousands: \"{}\" is {:.0f}",
                                          own_name(column), cell, *figure.value),
                   .why = "as marks of decimals they would leave no whole people",
                   .where = of_.table.where(row)});
    break;
  }
  return out;
}

std::optional<std::int64_t> ExportCells::people(const CsvRow& row, std::string_view column) {
  const std::string_view cell = text(row, column);
  if (displacement::is_no_figure(cell)) {
    left_out(row, "P620", fmt::format("without a figure in {}", own_name(column)));
    return std::nullopt;
  }
  const Figure figure = displacement::read_figure(cell);
  const double value = figure.value.value_or(-1);
  const bool unclear = !figure.as_other.empty() && !(figure.commas && commas_group(column));
  if (!figure.value || value < 0 || value > 1e9)
    bad(row, column, figure.why.empty() ? "a number from 0 to 1000000000 is wanted" : figure.why);
  else if (unclear)
    bad(row, column,
        fmt::format("it may be {} or {:.0f}", figure.commas ? figure.as_other : std::string(cell),
                    figure.commas ? value : *displacement::read_figure(figure.as_other).value));
  else if (cell.find_first_of("eE") != std::string_view::npos)
    bad(row, column, "a spreadsheet program has rounded it: give the column a number format without exponent");
  else if (value != std::floor(value))
    bad(row, column, "a whole number of people is wanted");
  else {
    if (figure.commas) (void)commas_group(column);
    return static_cast<std::int64_t>(value);
  }
  return std::nullopt;
}

std::optional<double> ExportCells::degrees(const CsvRow& row, std::string_view column, double most) {
  const std::string_view cell = text(row, column);
  const Figure figure = displacement::read_figure(cell);
  if (figure.value && !figure.commas && std::abs(*figure.value) <= most && cell.find(' ') == std::string_view::npos)
    return figure.value;
  else
    bad(row, column,
        figure.why.empty() ? fmt::format("a number from -{0:.0f} to {0:.0f} is wanted", most) : figure.why);
  return std::nullopt;
}

std::optional<std::string> ExportCells::date(const CsvRow& row, std::string_view column) {
  displacement::DateText read = displacement::read_date(text(row, column));
  if (!read.date.empty()) return std::move(read.date);
  bad(row, column, read.why);
  return std::nullopt;
}

std::string ExportCells::part(std::string_view cell) {
  return means_all(cell) ? "" : std::string(cell);
}

std::map<std::string, std::string> ExportCells::others(const CsvRow& row) const {
  std::map<std::string, std::string> out;
  for (const std::size_t k : of_.others) {
    const std::string_view cell = trimmed(row.fields[k]);
    if (means_all(cell) || displacement::is_no_figure(cell) || displacement::read_figure(cell).value ||
        !displacement::read_date(cell).date.empty())
      continue;
    out[of_.own_names[k]] = folded_words(cell);
  }
  return out;
}

std::string ExportCells::column_of_places() {
  if (column_of_places_) return *column_of_places_;
  column_of_places_ = "";
  for (const char* column : {"geomaster_name", "coa_name"}) {
    std::set<std::string_view> places;
    for (const CsvRow& row : of_.table.rows) {
      const std::string_view cell = text(row, column);
      if (!displacement::is_no_figure(cell)) places.insert(is_total(cell) ? "total" : cell);
    }
    if (places.size() > 1 && column_of_places_->empty()) column_of_places_ = column;
  }
  return *column_of_places_;
}

void ExportCells::bad(const CsvRow& row, std::string_view column, std::string why, const char* code) {
  problems_.add({.code = code,
                 .problem = fmt::format("{} is \"{}\"", own_name(column), text(row, column)),
                 .why = std::move(why),
                 .where = of_.table.where(row)});
}

void ExportCells::left_out(const CsvRow& row, const char* code, const std::string& reason,
                           std::optional<std::int64_t> people) {
  Left& left = left_[{code, reason}];
  if (left.rows++ == 0) left.first = of_.table.where(row);
  if (people) left.people = left.people.value_or(0) + *people;
}

void ExportCells::tell() {
  for (const auto& [what, left] : left_) {
    const auto& [code, reason] = what;
    const std::string rows = counted(left.rows, "row");
    problems_.add({.severity = Severity::kFinding,
                   .code = code,
                   .problem = fmt::format("left out: {} {}", left.people ? people_text(*left.people) : rows, reason),
                   .why = left.people ? rows : "",
                   .where = left.first,
                   .persons = left.people.value_or(-1)});
  }
}

}  // namespace passage::counts
