// A time of day as it is typed on a command line, in the case's zone.
#pragma once

#include <string_view>

#include "scenario/case.h"

namespace passage::scenario {

// "2022-03-05T12:00" as time since the start. InputError P120 if it can't be read or lies outside
// [start, start + horizon], P121 if the clocks skip it; `what` names the option.
[[nodiscard]] CaseTime moment_of(const Case& c, std::string_view text, std::string_view what);

}  // namespace passage::scenario
