// Bulk files by date, read as of a day: later rows are cut off before anything is parsed, so what
// stands in them cannot matter. Days count from 1 January 2000.
#pragma once

#include <filesystem>
#include <string>

#include "core/csv.h"
#include "displacement/case.h"

namespace passage::displacement {

[[nodiscard]] std::optional<Day> calendar_day(std::string_view date);  // "2022-03-03", more may follow
[[nodiscard]] std::string calendar_date(Day day);
// InputError P610 naming the option if it is no date.
[[nodiscard]] Day day_option(const std::string& text, const char* option);

// Rows whose field number `column` (from 0; none before it is quoted) begins with a date up to `last`.
// A row without a date cannot be told from a later one and is left out too.
[[nodiscard]] CsvTable read_csv_until(const std::filesystem::path& path, std::size_t column, Day last,
                                      Problems& problems);

// The folder that PASSAGE_DATA names; InputError P611 without it (`directory`: the case that asks).
[[nodiscard]] std::filesystem::path bulk_folder(const std::string& directory);

// A number of a cell, 0 (a degree: -most) to `most`; a problem P602 and nothing if it is none. Commas between groups of
// three digits mark thousands, as the tables of control have them; not in degrees.
[[nodiscard]] std::optional<double> number_in(const CsvTable& table, const CsvRow& row, std::string_view column,
                                              double most, Problems& problems);
[[nodiscard]] std::optional<double> degree_in(const CsvTable& table, const CsvRow& row, std::string_view column,
                                              double most, Problems& problems);

// P602 with the nearest name if a cell is none of them.
void expect_one_of(const CsvTable& table, const CsvRow& row, std::string_view column,
                   const std::vector<std::string>& names, Problems& problems);

}  // namespace passage::displacement
