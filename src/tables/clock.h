// Local times of a named zone, and the instants they are. Zones are those of the system's tzdata.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <date/tz.h>

#include "core/quantity.h"

namespace passage::tables {

using LocalTime = date::local_time<Millis>;

// kGap: skipped when clocks go forward. kTwice: happens twice when they go back; the first is taken.
enum class TimeStatus { kOk, kMalformed, kGap, kTwice };

struct LocalMoment {
  TimeStatus status = TimeStatus::kMalformed;
  Instant at{};       // valid but for kMalformed; in a gap, by the offset before it (RFC 5545)
  LocalTime local{};  // as clocks in the zone show it
};

class Clock {
 public:
  // nullopt if the IANA list has no such zone.
  [[nodiscard]] static std::optional<Clock> of(const std::string& zone);
  [[nodiscard]] static std::vector<std::string> zone_names();

  // "2022-03-05T09:00", with seconds or without, up to milliseconds, "T" or a blank, "9:00" for "09:00"; "Z",
  // "+02:00" or "+02" behind it makes it a time of that offset. 24:00 is the next day's 00:00. Years 1900 to 2200.
  [[nodiscard]] LocalMoment parse(std::string_view text) const;
  [[nodiscard]] LocalMoment at(LocalTime local) const;
  [[nodiscard]] LocalTime local(Instant at) const;
  // "2022-03-05T12:00:00+02:00"; milliseconds only if not whole.
  [[nodiscard]] std::string format(Instant at) const;

 private:
  explicit Clock(const date::time_zone* zone) : zone_(zone) {}
  const date::time_zone* zone_;
};

}  // namespace passage::tables
