// Figures as people write them, read exactly, with every way they can be wrong reported.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/rational.h"

namespace passage::tables {

// A figure's name and place for messages, and the range it must lie in (both ends included).
struct FigureRule {
  std::string_view name;   // "persons"
  std::string_view where;  // "people.csv:3"
  std::int64_t least = 0, most = 0;
  // The largest figure that is plausible. A text such as "3.500" is refused where 3500 is, as either may be
  // meant; 0: always decimals, as where a column is checked otherwise.
  std::int64_t usual = std::numeric_limits<std::int64_t>::max();
};

// Reports P113 (not a number), P114 (negative), P115 (not finite), P116 (outside the range), P177 (two
// readings); then nullopt. Digits of any script, and blanks or apostrophes between thousands, are read.
// A decimal is exact; one too long to be exact, or with an exponent, is taken to nine decimals.
[[nodiscard]] std::optional<Rational> read_figure(std::string_view text, const FigureRule& rule, Problems& problems);

// The same, and P117 if it is not a whole number, P182 if it has an exponent and so may be rounded.
[[nodiscard]] std::optional<std::int64_t> read_whole(std::string_view text, const FigureRule& rule, Problems& problems);

// P116 below a tenth of a person a car, which is no car that people are in; P234 above nine.
void expect_people_in_cars(Rational people, std::string_view where, Problems& problems);

// P234 above `usual`: the figure is taken, and what is odd about it told.
void expect_usual(Rational figure, std::int64_t usual, const FigureRule& rule, std::string_view why,
                  Problems& problems);

// Thousandths of the figure, half up: the grid on which the network keeps lengths (mm) and speeds (m/h).
// `finer` is set if the figure did not lie on it.
[[nodiscard]] std::optional<std::int64_t> read_thousandths(std::string_view text, const FigureRule& rule,
                                                           Problems& problems, bool& finer);

// Degrees. Reports P113, P115; the range is checked with both coordinates at hand (read_coordinate).
[[nodiscard]] std::optional<double> read_degrees(std::string_view text, std::string_view name, std::string_view where,
                                                 Problems& problems);

}  // namespace passage::tables
