// What a cell says as a number or a date. Nothing is left out of it to make it one: where it may mean two
// things it is none, and both readings are named.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace passage::displacement {

struct Figure {
  std::optional<double> value;
  bool commas = false;   // they group thousands: 16,356
  std::string as_other;  // how a figure with one comma or point could be read as well: "16.356"
  std::string why;       // why it is no number, or not surely this one
};

// A plain number, or one whose digits are grouped by threes with commas, points (two at least), blanks of any
// width or apostrophes.
[[nodiscard]] Figure read_figure(std::string_view cell);

// Nothing where a table marks a figure as not known or not published: "-", "*", "#N/A", "<5".
[[nodiscard]] bool is_no_figure(std::string_view cell);

struct DateText {
  std::string date;  // YYYY-MM-DD; empty if it is none
  std::string why;
};
// YYYY-MM-DD, with a time or not; YYYY/MM/DD; 5 March 2022, 5-Mar-2022, March 5, 2022. 05/03/2022 is none.
[[nodiscard]] DateText read_date(std::string_view cell);

}  // namespace passage::displacement
