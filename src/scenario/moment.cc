#include "scenario/moment.h"

#include <fmt/format.h>

#include "tables/clock.h"
#include "tables/writing_help.h"

namespace passage::scenario {

using tables::TimeStatus;

CaseTime moment_of(const Case& c, std::string_view text, std::string_view what) {
  const std::optional<tables::Clock> clock = tables::Clock::of(c.time_zone);
  const tables::LocalMoment moment = clock ? clock->parse(text) : tables::LocalMoment{};
  const std::string start = local_time(c, CaseTime{0});
  const std::string help = moment.status == TimeStatus::kMalformed ? tables::time_help(text, start.substr(0, 10)) : "";
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
