// The record: people counted in camps, as data_layout.csv lists it.
#pragma once

#include <filesystem>

#include "displacement/case.h"

namespace passage::displacement {

// Fills c.record from source_data/ and applies input_csv/registration_corrections.csv: a camp's rows
// before the date are scaled by the row of that date over the row before it. Problems are P601, P602,
// P603 (unknown camp), P607 (dates out of order, a correction without a row). Rows after read_until
// are not looked at.
void read_record(Case& c, const std::filesystem::path& folder, std::optional<Day> read_until,
                 std::vector<Problem>& problems);

// The value at a day: linear between points, constant outside; not cut to whole persons.
[[nodiscard]] double value_at(const std::vector<std::pair<Day, double>>& points, Day day);

}  // namespace passage::displacement
