// Times as ISO 8601 writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <date/date.h>

#include "core/quantity.h"

namespace passage {

struct IsoTime {
  date::local_time<Millis> local{};            // as clocks show it
  std::optional<std::chrono::minutes> offset;  // what "Z" or "+02:00" behind it says
};

// kLoose, as people write: "2022-03-05T09:00", with seconds or without, "T" or a blank, "9:00" for "09:00"; "Z",
// "+02:00" or "+02" behind it or nothing; what is finer than milliseconds is dropped, and 24:00 is the next day's
// 00:00. kFull, as programs write: "2022-03-05T09:00:00+02:00" or with "Z", and a fraction of a second no finer than
// milliseconds.
enum class IsoForm { kLoose, kFull };

// nullopt where the text is not so written or there is no such day. Years 1900 to 2200, offsets below 16 hours.
[[nodiscard]] std::optional<IsoTime> parse_iso_time(std::string_view text, IsoForm form);

}  // namespace passage
