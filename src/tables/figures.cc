#include "tables/figures.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"
#include "tables/numerals.h"

namespace passage::tables {
namespace {

std::optional<double> to_double(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void report_not_a_number(std::string_view text, std::string_view name, std::string_view where, Problems& problems) {
  problems.add({.code = "P113",
                .problem = fmt::format("{} \"{}\" is not a number", name, text),
                .where = std::string(where),
                .suggestion = number_help(text)});
}

void report_not_finite(std::string_view text, std::string_view name, std::string_view where, Problems& problems) {
  problems.add({.code = "P115",
                .problem = fmt::format("{} \"{}\" is not a finite number", name, text),
                .where = std::string(where),
                .suggestion = "give a figure, or \"unlimited\" where the column allows it"});
}

// Nine decimals of a figure that is not an exact decimal of a size we keep.
std::optional<Rational> nearly(double value) {
  constexpr double kMost = 9e8;  // nine decimals of it fit
  if (std::abs(value) > kMost) {
    if (std::abs(value) > 9e17) return std::nullopt;
    return Rational{std::llround(value)};
  }
  return Rational::of(std::llround(value * 1e9), 1'000'000'000);
}

// Whether "3.000" is refused: where 3000 may be meant, by a column and a figure of this kind.
bool is_doubtful(std::string_view plain, const TwoReadings& readings, const FigureRule& rule) {
  if (plain.find(',') != std::string_view::npos) return true;  // commas are never read
  return *Rational::parse(readings.thousand) <= std::min(rule.most, rule.usual);
}

}  // namespace

std::optional<Rational> read_figure(std::string_view text, const FigureRule& rule, Problems& problems) {
  const std::string plain = plain_numerals(text);
  if (const auto readings = two_readings(plain); readings && is_doubtful(plain, *readings, rule)) {
    problems.add(
        {.code = "P177",
         .problem = fmt::format("{} \"{}\" may be {} or {}", rule.name, text, readings->thousand, readings->decimal),
         .why = "thousands in some countries, decimals in others",
         .where = std::string(rule.where),
         .suggestion = fmt::format("write {} or {}", readings->thousand, readings->decimal)});
    return std::nullopt;
  }
  std::optional<Rational> figure = Rational::parse(plain);
  if (!figure) {
    const std::optional<double> value = to_double(plain);
    if (!value) {
      report_not_a_number(text, rule.name, rule.where, problems);
      return std::nullopt;
    }
    if (!std::isfinite(*value)) {
      report_not_finite(text, rule.name, rule.where, problems);
      return std::nullopt;
    }
    figure = nearly(*value);
  }
  if (figure && *figure < 0 && rule.least >= 0) {
    problems.add({.code = "P114",
                  .problem = fmt::format("{} {} is negative", rule.name, text),
                  .why = fmt::format("{} to {} is taken", grouped(rule.least), grouped(rule.most)),
                  .where = std::string(rule.where),
                  .suggestion = "check the sign"});
    return std::nullopt;
  }
  if (!figure || *figure < rule.least || *figure > rule.most) {
    problems.add({.code = "P116",
                  .problem = fmt::format("{} {} is out of all measure", rule.name, text),
                  .why = fmt::format("{} to {} is taken", grouped(rule.least), grouped(rule.most)),
                  .where = std::string(rule.where),
                  .suggestion = "check the unit"});
    return std::nullopt;
  }
  return figure;
}

std::optional<std::int64_t> read_whole(std::string_view text, const FigureRule& rule, Problems& problems) {
  const std::optional<Rational> figure = read_figure(text, rule, problems);
  if (!figure) return std::nullopt;
  if (text.find_first_of("eE") != std::string_view::npos) {
    problems.add({.code = "P182",
                  .problem = fmt::format("{} {} may be rounded", rule.name, text),
                  .why = "a spreadsheet program writes large figures so where a column is narrow",
                  .where = std::string(rule.where),
                  .suggestion = "format the column as whole numbers, and save it again"});
    return std::nullopt;
  }
  if (figure->den() != 1) {
    problems.add({.code = "P117",
                  .problem = fmt::format("{} {} is not a whole number", rule.name, text),
                  .where = std::string(rule.where),
                  .suggestion = "round it"});
    return std::nullopt;
  }
  return figure->num();
}

void expect_usual(Rational figure, std::int64_t usual, const FigureRule& rule, std::string_view why,
                  Problems& problems) {
  if (figure <= usual) return;
  problems.add({.severity = Severity::kWarning,
                .code = "P234",
                .problem = fmt::format("{} {} is out of the ordinary", rule.name,
                                       figure.den() == 1 ? grouped(figure.num()) : figure.to_string()),
                .why = std::string(why),
                .where = std::string(rule.where),
                .suggestion = "check the figure and its unit; it is taken as it stands"});
}

void expect_people_in_cars(Rational people, std::string_view where, Problems& problems) {
  expect_usual(people, 9, {"people_per_car", where}, "a car holds up to 9", problems);
  if (people >= Rational::of(1, 10)) return;
  problems.add({.code = "P116",
                .problem = fmt::format("people_per_car {} moves nobody", people.to_string()),
                .why = "0.1 to 100 is taken",
                .where = std::string(where),
                .suggestion = "people in a car on average, such as 2.5"});
}

std::optional<std::int64_t> read_thousandths(std::string_view text, const FigureRule& rule, Problems& problems,
                                             bool& finer) {
  const std::optional<Rational> figure = read_figure(text, rule, problems);
  if (!figure) return std::nullopt;
  const Rational scaled = *figure * 1000;
  if (scaled.den() != 1) finer = true;
  return scaled.round_half_up();
}

std::optional<double> read_degrees(std::string_view text, std::string_view name, std::string_view where,
                                   Problems& problems) {
  const std::string plain = plain_numerals(text);
  const std::optional<double> value = to_double(plain);
  if (!value) {
    const bool one_comma = std::count_if(plain.begin(), plain.end(), [](char c) { return c == ',' || c == '.'; }) == 1;
    problems.add({.code = "P113",
                  .problem = fmt::format("{} \"{}\" is not a number", name, text),
                  .where = std::string(where),
                  .suggestion = one_comma
                                    ? number_help(text)
                                    : "degrees with a point before decimals, such as 47.0123: no minutes, no letters"});
  } else if (!std::isfinite(*value)) {
    report_not_finite(text, name, where, problems);
    return std::nullopt;
  }
  return value;
}

}  // namespace passage::tables
