#include "osm/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/text.h"

namespace passage::osm {

std::string_view text_of(const char* value) {
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

bool one_of(std::string_view value, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<double> number(std::string_view text, std::string_view* rest) {
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const std::string_view behind = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest == nullptr && !behind.empty()) return std::nullopt;
  if (rest != nullptr) *rest = behind;
  return value;
}

std::vector<std::string> values_of(std::string_view list) {
  std::vector<std::string> out;
  if (list.empty()) return out;
  for (const std::string& part : split(list, ';')) {
    std::string value(trimmed(part));
    for (char& letter : value) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
      if (letter == ' ') letter = '_';
    }
    if (!value.empty()) out.push_back(std::move(value));
  }
  return out;
}

bool is_no(std::string_view value) {
  return one_of(value, {"no", "none", "false", "0", "never"});
}

bool is_yes(std::string_view value) {
  return one_of(value, {"yes", "true", "1"});
}

bool is_season(std::string_view value) {
  return one_of(value, {"seasonal", "seasonally", "season", "winter", "summer", "spring", "autumn", "fall",
                        "dry_season", "wet_season", "rainy_season", "dry", "wet", "winter_only", "summer_only",
                        "sometimes", "intermittent", "tidal"});
}

std::optional<std::int64_t> read_maxspeed(std::string_view value, const network::RoadModel& model) {
  std::optional<std::int64_t> least;
  for (const std::string& part : split(value, ';')) {
    const std::string_view text = trimmed(part);
    std::optional<double> km_h;
    std::string_view unit;
    if (const auto figure = number(text, &unit)) {
      if (unit.empty() || one_of(unit, {"km/h", "kmh", "kph", "kmph"})) km_h = *figure;
      if (unit == "mph") km_h = *figure * 1.609344;
      if (unit == "knots") km_h = *figure * 1.852;
    } else if (const auto named = model.find("maxspeed_km_h", text)) {
      km_h = *named;
    } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
      std::string_view kind = text.substr(colon + 1);
      if (kind.starts_with("zone:")) kind.remove_prefix(5);
      if (kind.starts_with("zone")) kind.remove_prefix(4);
      km_h = model.find("maxspeed_km_h", kind);
      if (!km_h) km_h = number(kind);
    }
    if (!km_h || *km_h < 1 || *km_h > 200) continue;
    const std::int64_t m_h = std::llround(*km_h * 1000);
    least = least ? std::min(*least, m_h) : m_h;
  }
  return least;
}

std::optional<double> read_duration(std::string_view value) {
  value = trimmed(value);
  double seconds = 0;
  if (value.starts_with("P")) {
    const auto time = value.find('T');
    double days = 0;
    std::string_view rest = value.substr(1, time == std::string_view::npos ? time : time - 1);
    if (!rest.empty()) {
      std::string_view unit;
      const auto figure = number(rest, &unit);
      if (!figure || unit != "D") return std::nullopt;
      days = *figure;
    }
    rest = time == std::string_view::npos ? std::string_view{} : value.substr(time + 1);
    while (!rest.empty()) {
      std::string_view behind;
      const auto figure = number(rest, &behind);
      if (!figure || behind.empty()) return std::nullopt;
      const char unit = behind.front();
      seconds += *figure * (unit == 'H' ? 3600 : unit == 'M' ? 60 : unit == 'S' ? 1 : NAN);
      rest = behind.substr(1);
    }
    seconds += days * 86400;
  } else {
    const auto parts = split(value, ':');
    if (parts.size() > 3) return std::nullopt;
    for (const std::string& part : parts) {
      const auto figure = number(part);
      if (!figure || *figure < 0) return std::nullopt;
      seconds = seconds * 60 + *figure;
    }
    if (parts.size() < 3) seconds *= 60;  // minutes, or hours:minutes
  }
  return std::isfinite(seconds) && seconds > 0 && seconds <= 86400 * 7 ? std::optional(seconds) : std::nullopt;
}

}  // namespace passage::osm
