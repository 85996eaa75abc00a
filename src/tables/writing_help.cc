#include "tables/writing_help.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include <date/date.h>
#include <fmt/format.h>

#include "core/error.h"
#include "core/text.h"

namespace passage::tables {
namespace {

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// The whole numbers in a text, in their order, with the sign before each.
struct Figure {
  int value;
  std::size_t digits;
  char before;
};
std::vector<Figure> figures_in(std::string_view text) {
  std::vector<Figure> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    Figure figure{0, 0, at == 0 ? '\0' : text[at - 1]};
    for (; at < text.size() && is_digit(text[at]); ++at, ++figure.digits)
      if (figure.digits < 9) figure.value = figure.value * 10 + (text[at] - '0');
    out.push_back(figure);
  }
  return out;
}

// "05.03.2022", of the year, month and day; empty if there is no such day.
std::string day_text(Figure of_year, int month, int day) {
  const int year = of_year.digits <= 2 ? of_year.value + 2000 : of_year.value;
  const date::year_month_day ymd{date::year{year}, date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day))};
  if (!ymd.ok() || year < 1900 || year > 2200) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

int month_named(const std::string& text) {
  static constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};
  for (int i = 0; i < 12; ++i)
    if (text.find(kMonths[i]) != std::string::npos) return i + 1;
  return 0;
}

// "09:00" of an hour and a minute, and of am or pm behind them.
std::string clock_text(int hour, int minute, const std::string& text) {
  if (text.find("pm") != std::string::npos && hour < 12) hour += 12;
  if (text.find("am") != std::string::npos && hour == 12) hour = 0;
  return hour > 24 || minute > 59 ? std::string{} : fmt::format("{:02}:{:02}", hour, minute);
}

std::string write(const std::string& day, const std::string& clock) {
  return day.empty() || clock.empty() ? std::string{} : fmt::format("{}T{}", day, clock);
}

// 44625.375, days since the end of 1899, which spreadsheet programs keep times as.
std::string serial_help(std::string_view text) {
  double days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc{} || end != text.data() + text.size() || days < 20'000 || days > 80'000) return {};
  const auto minutes = static_cast<int>(std::lround((days - std::floor(days)) * 24 * 60)) % (24 * 60);
  const date::year_month_day ymd{date::sys_days{date::year{1899} / 12 / 30} + date::days{static_cast<int>(days)}};
  return fmt::format("it is a spreadsheet program's day number: format the cells as {:04}-{:02}-{:02}T{:02}:{:02}",
                     static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                     minutes / 60, minutes % 60);
}

// The days that three figures may be: year first, or day and month in either order.
std::vector<std::string> days_of(const std::vector<Figure>& f) {
  if (f[0].digits == 4) return {day_text(f[0], f[1].value, f[2].value)};
  std::vector<std::string> out{day_text(f[2], f[1].value, f[0].value)};
  const std::string other = f[1].before == '.' ? std::string{} : day_text(f[2], f[0].value, f[1].value);
  if (!other.empty() && other != out[0]) out.push_back(other);
  std::erase(out, std::string{});
  return out;
}

bool is_date(const std::vector<Figure>& f) {
  return f.size() >= 3 && (f[0].digits == 4 || f[2].digits == 4 || f[2].digits == 2) && f[1].before != ':';
}

// The figures of a text in lower letters, a month that is named among them; none where it stands oddly.
std::vector<Figure> figures_with_month(const std::string& low) {
  std::vector<Figure> f = figures_in(low);
  const int month = month_named(low);
  if (month == 0 || f.size() < 2) return f;
  if (f[0].digits > 2) return {};
  f.insert(f.begin() + 1, {month, 2, '.'});
  return f;
}

}  // namespace

std::string time_help(std::string_view text, std::string_view day) {
  const std::string low = lower(trimmed(text));
  if (const std::string help = serial_help(low); !help.empty()) return help;
  for (const char* zone : {"gmt", "utc", "eet", "eest", "cet", "cest", "msk"})
    if (low.find(zone) != std::string::npos)
      return "leave the zone out, as times are local ones of the case, or write the offset: 2022-03-05T09:00+02:00";
  std::vector<Figure> f = figures_with_month(low);
  std::vector<std::string> days;
  if (is_date(f)) {
    days = days_of(f);
    f.erase(f.begin(), f.begin() + 3);
  } else if (!day.empty() && !f.empty() && f.size() <= 3) {
    days = {std::string(day)};
  }
  if (days.empty() || days[0].empty()) return {};
  const std::string clock = f.empty() ? "00:00" : clock_text(f[0].value, f.size() > 1 ? f[1].value : 0, low);
  if (clock.empty()) return {};
  const std::string first = write(days[0], clock);
  if (days.size() > 1) return fmt::format("write {} or {}, whichever is meant", first, write(days[1], clock));
  return f.empty() ? fmt::format("write the hour too: {}", first) : fmt::format("write {}", first);
}

std::string day_help(std::string_view text) {
  const std::vector<Figure> f = figures_with_month(lower(trimmed(text)));
  if (!is_date(f)) return {};
  const std::vector<std::string> days = days_of(f);
  if (days.empty() || days[0].empty()) return {};
  return days.size() == 1 ? fmt::format("write {}", days[0])
                          : fmt::format("write {} or {}, whichever is meant", days[0], days[1]);
}

bool is_day(std::string_view text) {
  const std::vector<Figure> f = figures_in(text);
  return f.size() == 3 && f[0].digits == 4 && day_text(f[0], f[1].value, f[2].value) == text;
}

std::string zone_help(const std::string& zone, const std::vector<std::string>& names) {
  const std::string low = lower(zone);
  const bool offset = low.find_first_of("0123456789") != std::string::npos;
  if (offset)
    return "name a place of the IANA list, which knows when clocks change: such as Europe/Kyiv; without changes, two "
           "hours before UTC are Etc/GMT-2";
  for (const std::string& name : names) {
    const std::size_t slash = name.rfind('/');
    if (slash != std::string::npos && lower(name.substr(slash + 1)) == low && !name.starts_with("Etc/"))
      return fmt::format("did you mean \"{}\"?", name);
  }
  std::string help = zone.find('/') == std::string::npos && zone.size() < 5 ? std::string{} : did_you_mean(zone, names);
  return help.empty() ? "a name of the IANA list, such as Europe/Kyiv" : help;
}

std::string toml_help(std::string_view line) {
  const std::string_view text = trimmed(line);
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  const std::size_t equals = text.find('=');
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view{} : trimmed(text.substr(equals + 1));
  for (const char* quote : {"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB", "\u2018", "\u2019"})
    if (has(quote)) return "write straight quotes: \"text\"";
  if (has("\u00A0")) return "there is a no-break space in the line: type it again";
  if (has("\\")) return "in \"quotes\" a backslash begins a special character: write / between folders";
  if (has("T24:00") || has(" 24:00")) return "midnight is the next day's 00:00:00";
  if (text.starts_with("//")) return "a remark begins with #";
  if (value.starts_with("True") || value.starts_with("False")) return "write true or false";
  if (!value.empty() && is_digit(value.front())) {
    if (const std::string help = time_help(value, ""); help.starts_with("write 2") && help.find(" or ") == help.npos)
      return fmt::format("{}:00", help);
    if (value.find(':') != std::string_view::npos) return "write the day too: 2022-03-05T09:00:00";
    if (value.find(',') != std::string_view::npos)
      return "the decimal point is \".\", and there is nothing between thousands";
    return "write the figure alone, as in horizon_h = 6: the key says the unit";
  }
  if (equals == std::string_view::npos && text.find(':') != std::string_view::npos) return "write key = value";
  if (!value.empty() && std::isalpha(static_cast<unsigned char>(value.front()))) return "put text in \"quotes\"";
  return "mend this line or the one before it: key = value, text in \"quotes\"";
}

}  // namespace passage::tables
