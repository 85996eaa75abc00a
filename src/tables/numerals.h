// Numbers as people and spreadsheet programs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace passage::tables {

// With digits 0-9 for those of another script, "-" for the minus sign, and without blanks or apostrophes
// between thousands (1 500, 1'500, with any blank of Unicode), which can mean nothing else. Whatever else
// stands there stays: commas and points are never taken out.
[[nodiscard]] std::string plain_numerals(std::string_view text);

// "3.000", "12,500": three digits behind one point or comma and one to three before it, which may be
// thousands or decimals. "0.500" is no such figure.
struct TwoReadings {
  std::string decimal, thousand;  // "3", "3000"
};
[[nodiscard]] std::optional<TwoReadings> two_readings(std::string_view plain);

// What to write instead of a text that is no number.
[[nodiscard]] std::string number_help(std::string_view text);

}  // namespace passage::tables
