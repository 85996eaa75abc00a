#include "plan/local_time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include "core/error.h"
#include "core/iso_time.h"

namespace passage::plan {
namespace {

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

constexpr Millis kDay{24 * 3'600'000};

const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) {
    throw InputError(Problem{.code = "P507",
                             .problem = fmt::format("there is no time zone \"{}\"", name),
                             .suggestion = "a name of the IANA list, such as Europe/Kyiv"});
  }
}

void two(std::string& out, unsigned value) {
  out += static_cast<char>('0' + value / 10 % 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

LocalClock::LocalClock(const std::string& time_zone, Instant start) : zone_(find_zone(time_zone)), start_(start) {}

Millis LocalClock::offset_at(Instant at) const {
  if (at < same_from_ || same_until_ <= at) {
    const date::sys_info info = static_cast<const date::time_zone*>(zone_)->get_info(at);
    const auto clamped = [](auto t) {  // the first and last stretch reach beyond what milliseconds hold
      constexpr auto kFar = std::chrono::seconds{std::int64_t{1} << 40};
      return Instant{std::clamp<std::chrono::seconds>(t.time_since_epoch(), -kFar, kFar)};
    };
    same_from_ = clamped(info.begin);
    same_until_ = clamped(info.end);
    offset_ = info.offset;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset_).count();
    const auto away = static_cast<unsigned>(std::abs(minutes));
    offset_text_ = minutes < 0 ? '-' : '+';
    two(offset_text_, away / 60);
    offset_text_ += ':';
    two(offset_text_, away % 60);
  }
  return offset_;
}

LocalClock::Local LocalClock::local(Millis since_start) const {
  const Instant at = start_ + since_start;
  const Instant shown = at + offset_at(at);
  const auto days = date::floor<date::days>(shown);
  const date::year_month_day ymd{days};
  const date::hh_mm_ss<Millis> tod{shown - days};
  const auto part = [](auto duration) { return static_cast<unsigned>(duration.count()); };
  return {int{ymd.year()}, static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), part(tod.hours()),
          part(tod.minutes())};
}

void LocalClock::append_iso(std::string& out, Millis since_start) const {
  const Instant at = start_ + since_start;
  const Instant shown = at + offset_at(at);
  if (day_text_.empty() || shown < day_from_ || day_from_ + kDay <= shown) {
    day_from_ = date::floor<date::days>(shown);
    const Local t = local(since_start);
    day_text_.clear();
    two(day_text_, static_cast<unsigned>(t.year / 100));
    two(day_text_, static_cast<unsigned>(t.year % 100));
    day_text_ += '-';
    two(day_text_, t.month);
    day_text_ += '-';
    two(day_text_, t.day);
    day_text_ += 'T';
  }
  const auto millis = static_cast<unsigned>((shown - day_from_).count());
  const unsigned seconds = millis / 1000, part = millis % 1000;
  out += day_text_;
  two(out, seconds / 3600);
  out += ':';
  two(out, seconds / 60 % 60);
  out += ':';
  two(out, seconds % 60);
  if (part != 0) {
    out += '.';
    out += static_cast<char>('0' + part / 100);
    two(out, part % 100);
  }
  out += offset_text_;
}

std::string LocalClock::iso(Millis since_start) const {
  std::string out;
  append_iso(out, since_start);
  return out;
}

std::string LocalClock::hour_minute(Millis since_start) const {
  const Local t = local(since_start);
  return fmt::format("{:02}:{:02}", t.hour, t.minute);
}

std::string LocalClock::day(Millis since_start) const {
  const Local t = local(since_start);
  return fmt::format("{} {} {}", t.day, kMonths[t.month - 1], t.year);
}

std::string LocalClock::short_day(Millis since_start) const {
  const Local t = local(since_start);
  return fmt::format("{} {:.3}", t.day, kMonths[t.month - 1]);
}

std::optional<Instant> parse_iso(std::string_view text) {
  const std::optional<IsoTime> time = parse_iso_time(text, IsoForm::kFull);
  if (!time) return std::nullopt;
  return Instant{time->local.time_since_epoch() - *time->offset};
}

}  // namespace passage::plan
