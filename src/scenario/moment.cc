#include "scenario/moment.h"

#include <fmt/format.h>

#include "scenario/clock.h"
#include "scenario/writing_help.h"

namespace passage::scenario {

CaseTime moment_of(const Case& c, std::string_view text, std::string_view what) {
  const std::optional<Clock> clock = Clock::of(c.time_zone);
  const LocalMoment moment = clock ? clock->parse(text) : LocalMoment{};
  const std::string start = local_time(c, CaseTime{0});
  const std::string help = moment.status == TimeStatus::kMalformed ? time_help(text, start.substr(0, 10)) : "";
  if (moment.status == TimeStatus::kMalformed || moment.status == TimeStatus::kGap) {
    throw InputError(Problem{.code = moment.status == TimeStatus::kGap ? "P121" : "P120",
                             .problem = fmt::format("{}: \"{}\" is no local time", what, text),
                             .why = moment.status == TimeStatus::kGap ? "the clocks skip it" : "",
                             .where = "command line",
                             .suggestion = help.empty() ? fmt::format("such as {}", start.substr(0, 16)) : help});
  }
  const CaseTime at = moment.at - c.start;
  if (at < CaseTime{0} || at > c.horizon) {
    throw InputError(
        Problem{.code = "P120",
                .problem = fmt::format("{}: {} is not within the case", what, text),
                .why = fmt::format("it runs from {} to {}", local_time(c, CaseTime{0}), local_time(c, c.horizon)),
                .where = "command line"});
  }
  return at;
}

}  // namespace passage::scenario
