#include "displacement/dated_csv.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/ranges.h>

#include "core/file.h"
#include "core/text.h"
#include "displacement/figures.h"

namespace passage::displacement {
namespace {

Case calendar() {
  Case c;
  c.year = 2000;
  c.month = c.day = 1;
  return c;
}

}  // namespace

std::optional<Day> calendar_day(std::string_view date) {
  static const Case dates = calendar();
  return day_of(dates, date.substr(0, 10));
}

std::string calendar_date(Day day) {
  static const Case dates = calendar();
  return date_of(dates, day);
}

Day day_option(const std::string& text, const char* option) {
  if (const auto day = calendar_day(text); day && text.size() == 10) return *day;
  throw InputError(
      {.code = "P610",
       .problem = text.empty() ? fmt::format("{} is not given", option) : fmt::format("{} is \"{}\"", option, text),
       .why = "a date YYYY-MM-DD is wanted",
       .where = "command line"});
}

CsvTable read_csv_until(const std::filesystem::path& path, std::size_t column, Day last, Problems& problems) {
  std::string text;
  bool header = true;
  for (const std::string& line : split(read_file(path), '\n')) {
    const auto fields = split(line, ',');
    const auto day = column < fields.size() ? calendar_day(fields[column]) : std::nullopt;
    if (header || (day && *day <= last)) text += line + '\n';
    header = false;
  }
  return parse_csv(text, path.filename().string(), problems);
}

std::filesystem::path bulk_folder(const std::string& directory) {
  if (const char* data = std::getenv("PASSAGE_DATA")) return data;
  throw InputError({.code = "P611",
                    .problem = "PASSAGE_DATA is not set",
                    .why = "the bulk data are not part of the example",
                    .where = directory,
                    .suggestion = "set it to the folder that holds displacement/, control/, alerts/ and population/"});
}

namespace {

std::optional<double> from_to(const CsvTable& table, const CsvRow& row, std::string_view column, double least,
                              double most, Problems& problems) {
  const std::string_view cell = table.cell(row, column);
  const Figure figure = read_figure(cell);
  if (figure.value && (least == 0 || !figure.commas) && *figure.value >= least && *figure.value <= most)
    return figure.value;
  problems.add(
      {.code = "P602",
       .problem = fmt::format("{} is \"{}\"", column, cell),
       .why = figure.why.empty() ? fmt::format("a number from {:.0f} to {:.0f} is wanted", least, most) : figure.why,
       .where = table.where(row)});
  return std::nullopt;
}

}  // namespace

std::optional<double> number_in(const CsvTable& table, const CsvRow& row, std::string_view column, double most,
                                Problems& problems) {
  return from_to(table, row, column, 0, most, problems);
}

std::optional<double> degree_in(const CsvTable& table, const CsvRow& row, std::string_view column, double most,
                                Problems& problems) {
  return from_to(table, row, column, -most, most, problems);
}

void expect_one_of(const CsvTable& table, const CsvRow& row, std::string_view column,
                   const std::vector<std::string>& names, Problems& problems) {
  const std::string_view cell = table.cell(row, column);
  if (std::find(names.begin(), names.end(), cell) != names.end()) return;
  problems.add({.code = "P602",
                .problem = fmt::format("{} is \"{}\"", column, cell),
                .why = fmt::format("one of {} is wanted", fmt::join(names, ", ")),
                .where = table.where(row),
                .suggestion = did_you_mean(cell, names)});
}

}  // namespace passage::displacement
