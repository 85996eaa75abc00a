// Case time as people read it: local time with the offset of the plan's time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/quantity.h"

namespace passage::plan {

// Cheap for millions of times in a row: the zone is asked once for each stretch of one offset, the calendar for each
// day.
class LocalClock {
 public:
  // Throws InputError P507 if there is no such time zone.
  LocalClock(const std::string& time_zone, Instant start);
  // "2022-03-05T08:00:00+02:00"; milliseconds only if not whole. `since_start` as in a plan.
  [[nodiscard]] std::string iso(Millis since_start) const;
  void append_iso(std::string& out, Millis since_start) const;
  // "08:00"; "24:00" never.
  [[nodiscard]] std::string hour_minute(Millis since_start) const;
  // "5 March 2022".
  [[nodiscard]] std::string day(Millis since_start) const;
  // "5 Mar".
  [[nodiscard]] std::string short_day(Millis since_start) const;

 private:
  struct Local {
    int year;
    unsigned month, day, hour, minute;
  };
  [[nodiscard]] Millis offset_at(Instant at) const;
  [[nodiscard]] Local local(Millis since_start) const;
  const void* zone_;  // date::time_zone, which lives as long as the program
  Instant start_;
  mutable Instant same_from_{}, same_until_{};  // where offset_ holds
  mutable Millis offset_{0};
  mutable std::string offset_text_;  // "+02:00"
  mutable Instant day_from_{};       // local
  mutable std::string day_text_;     // "2022-03-05T"; of no day if empty
};

// An instant from ISO 8601 with offset or Z; nullopt if not so written or finer than milliseconds.
[[nodiscard]] std::optional<Instant> parse_iso(std::string_view text);

}  // namespace passage::plan
