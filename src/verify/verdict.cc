#include "verify/verdict.h"

namespace passage::verify {

Findings::Findings(const std::string& time_zone, Instant start, Millis horizon)
    : clock_(time_zone, start), one_day_(clock_.day(Millis{0}) == clock_.day(horizon - Millis{1})) {}

std::string Findings::clock(Millis t) const {
  const std::string iso = clock_.iso(t);  // 2022-03-05T09:00:00[.250]+02:00
  std::string time = iso.substr(11, iso.find_first_of("+-", 11) - 11);
  if (time.ends_with(":00")) time.resize(5);
  return one_day_ ? time : clock_.short_day(t) + " " + time;
}

std::string Findings::span(Interval<Millis> t) const {
  return clock(t.from) + " to " + clock(t.until);
}

}  // namespace passage::verify
