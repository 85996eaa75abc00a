#include "tables/clock.h"

#include <cctype>
#include <stdexcept>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::tables {
namespace {

// Takes exactly `digits` digits off the front; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
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

struct Written {
  LocalTime local{};
  std::optional<std::chrono::minutes> offset;
};

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return std::chrono::minutes{0};
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const int hours = take_digits(text, 2);
  take(text, ":");
  const int minutes = text.empty() ? 0 : take_digits(text, 2);
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return std::nullopt;
  return std::chrono::minutes{(west ? -1 : 1) * (hours * 60 + minutes)};
}

std::optional<Written> take_time(std::string_view text) {
  const int year = take_digits(text, 4);
  if (year < 1900 || year > 2200 || !take(text, "-")) return std::nullopt;
  const int month = take_digits(text, 2);
  if (month < 1 || !take(text, "-")) return std::nullopt;
  const int day = take_digits(text, 2);
  if (day < 1 || !take(text, "Tt ")) return std::nullopt;
  const bool one_digit = text.size() > 1 && text[1] == ':';
  const int hour = take_digits(text, one_digit ? 1 : 2);
  if (hour < 0 || hour > 24 || !take(text, ":")) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0, milli = 0;
  if (take(text, ":")) {
    second = take_digits(text, 2);
    if (second < 0 || second > 59) return std::nullopt;
    if (take(text, ".")) {
      int scale = 100;
      if (text.empty() || !std::isdigit(static_cast<unsigned char>(text.front()))) return std::nullopt;
      for (; !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())); text.remove_prefix(1)) {
        milli += scale * (text.front() - '0');
        scale /= 10;
      }
    }
  }
  const date::year_month_day ymd{date::year{year}, date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day))};
  if (!ymd.ok() || (hour == 24 && (minute > 0 || second > 0 || milli > 0))) return std::nullopt;
  Written out;
  out.local = LocalTime{date::local_days{ymd}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
              std::chrono::seconds{second} + Millis{milli};
  if (!text.empty()) {
    out.offset = take_offset(text);
    if (!out.offset || !text.empty()) return std::nullopt;
  }
  return out;
}

// Names beside the IANA list that systems keep in the folder of its files: the machine's own zone, a template,
// no zone at all, and the list again, once with leap seconds.
bool is_of_iana(std::string_view zone) {
  for (const std::string_view name : {"localtime", "posixrules", "Factory"})
    if (zone == name) return false;
  return !zone.empty() && !zone.starts_with("posix/") && !zone.starts_with("right/");
}

}  // namespace

std::optional<Clock> Clock::of(const std::string& zone) {
  if (!is_of_iana(zone)) return std::nullopt;
  try {
    return Clock{date::locate_zone(zone)};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

std::vector<std::string> Clock::zone_names() {
  std::vector<std::string> out;
  for (const date::time_zone& zone : date::get_tzdb().zones)
    if (is_of_iana(zone.name())) out.push_back(zone.name());
  return out;
}

LocalMoment Clock::parse(std::string_view text) const {
  const std::optional<Written> written = take_time(trimmed(text));
  if (!written) return {};
  if (!written->offset) return at(written->local);
  const Instant instant{written->local.time_since_epoch() - *written->offset};
  return {TimeStatus::kOk, instant, local(instant)};
}

LocalMoment Clock::at(LocalTime local) const {
  const date::local_info info = zone_->get_info(local);
  const Instant instant{local.time_since_epoch() - info.first.offset};
  TimeStatus status = TimeStatus::kOk;
  if (info.result == date::local_info::nonexistent) status = TimeStatus::kGap;
  if (info.result == date::local_info::ambiguous) status = TimeStatus::kTwice;
  return {status, instant, local};
}

LocalTime Clock::local(Instant at) const {
  return LocalTime{at.time_since_epoch() + zone_->get_info(at).offset};
}

std::string Clock::format(Instant at) const {
  const auto offset = std::chrono::duration_cast<std::chrono::minutes>(zone_->get_info(at).offset).count();
  const LocalTime shown = local(at);
  const auto day = date::floor<date::days>(shown);
  const date::year_month_day ymd{day};
  const auto ms = (shown - day).count();
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(ymd.year()),
                                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), ms / 3'600'000,
                                ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) out += fmt::format(".{:03}", ms % 1000);
  const auto size = offset < 0 ? -offset : offset;
  return out + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace passage::tables
