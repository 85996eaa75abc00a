// Recurring windows: the part of RFC 5545's RRULE that an agreement needs.
// FREQ=DAILY or WEEKLY; INTERVAL, COUNT, UNTIL, BYDAY (MO .. SU), WKST. Local wall-clock time recurs,
// so a window from 09:00 stays at 09:00 when the clocks change.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/interval.h"
#include "tables/clock.h"

namespace passage::tables {

struct Recurrence {
  enum class Frequency { kDaily, kWeekly } frequency = Frequency::kDaily;
  std::int64_t interval = 1;
  std::optional<std::int64_t> count;
  std::optional<Instant> until;  // the last start, included
  std::array<bool, 7> by_day{};  // Monday first; none set = every day, or the start's weekday
  int week_start = 0;            // Monday
};

struct ParsedRule {
  std::optional<Recurrence> rule;
  std::string problem;  // why there is none
};

// "FREQ=DAILY;COUNT=5", "RRULE:" in front allowed. UNTIL as 20220310T090000Z, 20220310T090000 (local),
// 20220310 (that whole day), or with dashes and colons.
[[nodiscard]] ParsedRule parse_rrule(std::string_view text, const Clock& clock);

// The intervals that begin at `from` and recur by the rule, up to those that begin before `before`.
// A local time that is skipped or happens twice is taken as RFC 5545 says (Clock::at). The window's
// own day counts as the first, whatever BYDAY says (RFC 5545, 3.8.5.3).
[[nodiscard]] std::vector<Interval<Instant>> occurrences(const Recurrence& rule, LocalTime from, LocalTime until,
                                                         Instant before, const Clock& clock);

}  // namespace passage::tables
