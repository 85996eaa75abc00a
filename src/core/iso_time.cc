#include "core/iso_time.h"

#include <algorithm>

namespace passage {
namespace {

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

// Takes exactly `digits` digits off the front; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return std::chrono::minutes{0};
  const bool west = text.starts_with('-');
  if (!take(text, "+-")) return std::nullopt;
  const int hours = take_digits(text, 2);
  take(text, ":");
  const int minutes = text.empty() ? 0 : take_digits(text, 2);
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return std::nullopt;
  return std::chrono::minutes{(west ? -1 : 1) * (hours * 60 + minutes)};
}

std::optional<date::local_days> take_day(std::string_view& text) {
  const int year = take_digits(text, 4);
  if (year < 1900 || year > 2200 || !take(text, "-")) return std::nullopt;
  const int month = take_digits(text, 2);
  if (month < 1 || !take(text, "-")) return std::nullopt;
  const int day = take_digits(text, 2);
  if (day < 1) return std::nullopt;
  const date::year_month_day ymd{date::year{year}, date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day))};
  return ymd.ok() ? std::optional(date::local_days{ymd}) : std::nullopt;
}

// Digits behind the point, of which three are kept.
std::optional<Millis> take_fraction(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  int millis = 0;
  for (int scale = 100; !text.empty() && is_digit(text.front()); text.remove_prefix(1), scale /= 10)
    millis += scale * (text.front() - '0');
  return Millis{millis};
}

std::optional<Millis> take_time_of_day(std::string_view& text) {
  const bool one_digit = text.size() > 1 && text[1] == ':';
  const int hour = take_digits(text, one_digit ? 1 : 2);
  if (hour < 0 || hour > 24 || !take(text, ":")) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  std::optional<Millis> fraction{0};
  if (take(text, ":")) {
    second = take_digits(text, 2);
    if (second < 0 || second > 59) return std::nullopt;
    if (take(text, ".")) fraction = take_fraction(text);
  }
  if (!fraction) return std::nullopt;
  const Millis out = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} + *fraction;
  return out <= std::chrono::hours{24} ? std::optional(out) : std::nullopt;
}

// 0 stands for a digit, + for a sign, everything else for itself.
bool is_like(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char f) {
    return f == '0' ? is_digit(c) : f == '+' ? c == '+' || c == '-' : c == f;
  });
}

bool is_in_full(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (!is_like(text.substr(0, kForm.size()), kForm) || text.substr(11, 2) == "24") return false;
  text.remove_prefix(kForm.size());
  if (text.starts_with('.')) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    if (text.substr(0, end).find_first_not_of('0', 4) != std::string_view::npos) return false;
    text.remove_prefix(end);
  }
  return text == "Z" || is_like(text, "+00:00");
}

}  // namespace

std::optional<IsoTime> parse_iso_time(std::string_view text, IsoForm form) {
  if (form == IsoForm::kFull && !is_in_full(text)) return std::nullopt;
  const std::optional<date::local_days> day = take_day(text);
  if (!day || !take(text, "Tt ")) return std::nullopt;
  const std::optional<Millis> time_of_day = take_time_of_day(text);
  if (!time_of_day) return std::nullopt;
  IsoTime out{*day + *time_of_day, {}};
  if (text.empty()) return out;
  out.offset = take_offset(text);
  return out.offset && text.empty() ? std::optional(out) : std::nullopt;
}

}  // namespace passage
