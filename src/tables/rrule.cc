#include "tables/rrule.h"

#include <charconv>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::tables {
namespace {

constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

std::optional<int> day_of_week(std::string_view text) {
  for (int day = 0; day < 7; ++day)
    if (text == kDays[static_cast<std::size_t>(day)]) return day;
  return std::nullopt;
}

std::optional<std::int64_t> positive(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > 100'000) return std::nullopt;
  return value;
}

std::optional<Instant> parse_until(std::string_view text, const Clock& clock) {
  std::string spread(text);
  if (spread.size() >= 8 && spread.find('-') == std::string::npos) {  // the basic form of ISO 8601
    spread.insert(4, "-").insert(7, "-");
    if (spread.size() >= 17) spread.insert(13, ":").insert(16, ":");
  }
  const bool day_only = spread.size() == 10;
  if (day_only) spread += "T23:59:59.999";
  const LocalMoment moment = clock.parse(spread);
  if (moment.status == TimeStatus::kMalformed) return std::nullopt;
  return moment.at;
}

// Sets one part of the rule; false if its value can't be read.
bool set_part(Recurrence& rule, std::string_view key, std::string_view value, const Clock& clock) {
  if (key == "FREQ") {
    if (value != "DAILY" && value != "WEEKLY") return false;
    rule.frequency = value == "DAILY" ? Recurrence::Frequency::kDaily : Recurrence::Frequency::kWeekly;
    return true;
  }
  if (key == "INTERVAL") {
    const auto n = positive(value);
    rule.interval = n.value_or(1);
    return n.has_value();
  }
  if (key == "COUNT") return (rule.count = positive(value)).has_value();
  if (key == "UNTIL") return (rule.until = parse_until(value, clock)).has_value();
  if (key == "WKST") {
    const auto day = day_of_week(value);
    rule.week_start = day.value_or(0);
    return day.has_value();
  }
  for (const std::string& name : split(value, ',')) {  // BYDAY
    const auto day = day_of_week(name);
    if (!day) return false;
    rule.by_day[static_cast<std::size_t>(*day)] = true;
  }
  return true;
}

int weekday(date::local_days day) {
  return static_cast<int>(date::weekday{day}.iso_encoding()) - 1;
}

}  // namespace

ParsedRule parse_rrule(std::string_view text, const Clock& clock) {
  text = trimmed(text);
  if (text.starts_with("RRULE:")) text.remove_prefix(6);
  Recurrence rule;
  std::vector<std::string> seen;
  for (const std::string& part : split(text, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) return {{}, fmt::format("\"{}\" is not KEY=VALUE", part)};
    const std::string key = part.substr(0, equals), value = part.substr(equals + 1);
    static const std::vector<std::string> kKeys{"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"};
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
      return {{}, fmt::format("\"{}\" is not among FREQ, INTERVAL, COUNT, UNTIL, BYDAY, WKST", key)};
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) return {{}, fmt::format("{} stands twice", key)};
    seen.push_back(key);
    if (!set_part(rule, key, value, clock)) return {{}, fmt::format("{} can't be \"{}\"", key, value)};
  }
  if (std::find(seen.begin(), seen.end(), "FREQ") == seen.end()) return {{}, "FREQ is missing"};
  if (rule.count && rule.until) return {{}, "COUNT and UNTIL exclude each other"};
  return {rule, {}};
}

std::vector<Interval<Instant>> occurrences(const Recurrence& rule, LocalTime from, LocalTime until, Instant before,
                                           const Clock& clock) {
  const date::local_days first = date::floor<date::days>(from);
  const auto time_of_day = from - first;
  const auto length = until - from;
  const bool any_day = rule.by_day == std::array<bool, 7>{};
  const bool weekly = rule.frequency == Recurrence::Frequency::kWeekly;
  // Weeks are counted from the one that holds the start, as WKST begins them.
  const date::days into_week{(weekday(first) - rule.week_start + 7) % 7};
  const auto matches = [&](date::local_days day) {
    if (day == first) return true;
    const std::int64_t apart = (day - first).count();
    const bool in_period =
        weekly ? (day - first + into_week).count() / 7 % rule.interval == 0 : apart % rule.interval == 0;
    if (!in_period) return false;
    if (any_day) return !weekly || weekday(day) == weekday(first);
    return static_cast<bool>(rule.by_day[static_cast<std::size_t>(weekday(day))]);
  };
  std::vector<Interval<Instant>> out;
  std::int64_t taken = 0;
  for (date::local_days day = first;; day += date::days{1}) {
    const LocalTime start = day + time_of_day;
    const Instant at = clock.at(start).at;
    if (at >= before || (rule.until && at > *rule.until)) break;
    if (!matches(day)) continue;
    if (rule.count && taken == *rule.count) break;
    ++taken;
    out.push_back({at, clock.at(start + length).at});
  }
  return out;
}

}  // namespace passage::tables
