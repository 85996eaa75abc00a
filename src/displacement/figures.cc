#include "displacement/figures.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "displacement/dated_csv.h"

namespace passage::displacement {
namespace {

constexpr int kSpreadsheetDays = 36526;  // from the first day that such programs count to 1 January 2000

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool here = text.substr(at).starts_with(what);
    out += here ? by : text.substr(at, 1);
    at += here ? what.size() : 1;
  }
  return out;
}

// Digits without their separators; empty where they are not groups of three behind one to three.
std::string without_groups(std::string_view text, std::string_view separator) {
  const auto parts = split(replaced(text, separator, "\n"), '\n');
  std::string out;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (!all_digits(parts[k]) || parts[k].size() > 3 || (k > 0 && parts[k].size() != 3)) return {};
    out += parts[k];
  }
  return parts.size() > 1 ? out : std::string{};
}

std::string comma_may_mark(std::string_view decimals, std::string_view thousands) {
  return fmt::format("the comma may mark decimals, {}, or thousands, {}", decimals, thousands);
}

// 1 to 12 by an English name of three letters or more; 0 if it is none.
int month_of(std::string_view word) {
  constexpr const char* kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (int month = 0; month < 12; ++month)
    if (lower.size() >= 3 && std::string_view(kMonths[month]).starts_with(lower)) return month + 1;
  return 0;
}

std::string iso(int year, int month, int day) {
  const std::string out = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  return calendar_day(out) ? out : std::string{};
}

int whole(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::vector<std::string> words(std::string_view cell, std::string_view separators) {
  std::string same(cell);
  for (char& c : same)
    if (separators.find(c) != std::string_view::npos) c = ' ';
  std::vector<std::string> out;
  for (const std::string& word : split(same, ' '))
    if (!word.empty()) out.push_back(word);
  return out;
}

// With the month as a word: 5 March 2022, March 5, 2022.
std::string date_in_words(std::string_view cell) {
  const auto parts = words(cell, " ,-");
  if (parts.size() != 3) return {};
  for (const auto& [day, month] : {std::pair{0, 1}, std::pair{1, 0}})
    if (month_of(parts[static_cast<std::size_t>(month)]) > 0 && all_digits(parts[static_cast<std::size_t>(day)]) &&
        all_digits(parts[2]) && parts[2].size() == 4)
      return iso(whole(parts[2]), month_of(parts[static_cast<std::size_t>(month)]),
                 whole(parts[static_cast<std::size_t>(day)]));
  return {};
}

}  // namespace

Figure read_figure(std::string_view cell) {
  Figure out;
  if ((out.value = plain_number(cell))) {
    // 1.234 may be a thousand and more, as many countries write it.
    if (cell.find_first_of("eE") == std::string_view::npos) {
      const std::string joined = without_groups(cell, ".");
      out.as_other = joined;
    }
    return out;
  }
  for (const std::string_view separator :
       {",", ".", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "'", "\xE2\x80\x99"}) {
    const std::string digits = without_groups(cell, separator);
    if (digits.empty()) continue;
    out.value = plain_number(digits);
    out.commas = separator == ",";
    if (out.commas && std::count(cell.begin(), cell.end(), ',') == 1) {
      out.as_other = replaced(cell, ",", ".");
      out.why = comma_may_mark(out.as_other, digits);
    }
    return out;
  }
  const std::string decimal = replaced(cell, ",", "."), joined = replaced(cell, ",", "");
  if (decimal != cell && plain_number(decimal) && plain_number(joined)) out.why = comma_may_mark(decimal, joined);
  return out;
}

bool is_no_figure(std::string_view cell) {
  for (const std::string_view mark : {"", "-", "\xE2\x80\x93", "\xE2\x80\x94", "*", "..", "...", "\xE2\x80\xA6", "#N/A",
                                      "N/A", "n/a", "NA", "null", "NULL", "None", "NaN", "nan"})
    if (cell == mark) return true;
  return cell.starts_with('<') && all_digits(trimmed(cell.substr(1)));
}

DateText read_date(std::string_view cell) {
  if (cell.size() >= 10) {
    const std::string day = replaced(cell.substr(0, 10), "/", "-");
    if (calendar_day(day) && all_digits(day.substr(0, 4)) && (cell.size() == 10 || cell[10] == 'T' || cell[10] == ' '))
      return {day, {}};
  }
  if (const std::string date = date_in_words(cell); !date.empty()) return {date, {}};
  DateText out{{}, "a date YYYY-MM-DD is wanted"};
  const auto parts = words(cell.substr(0, cell.find(' ')), "/.-");
  if (cell.size() == 5 && all_digits(cell) && cell[0] < '6')
    out.why = fmt::format("it may be a spreadsheet program's number of {}: give the column a date format",
                          calendar_date(whole(cell) - kSpreadsheetDays));
  if (parts.size() != 3 || !all_digits(parts[0]) || !all_digits(parts[1]) || !all_digits(parts[2])) return out;
  if (parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4) return out;
  const std::string day_first = iso(whole(parts[2]), whole(parts[1]), whole(parts[0]));
  const std::string month_first = iso(whole(parts[2]), whole(parts[0]), whole(parts[1]));
  if (day_first.empty() && month_first.empty()) return out;
  out.why = day_first.empty() || month_first.empty() || day_first == month_first
                ? fmt::format("write it as {}", day_first.empty() ? month_first : day_first)
                : fmt::format("it may be {} or {}: write it as one of them", day_first, month_first);
  return out;
}

}  // namespace passage::displacement
