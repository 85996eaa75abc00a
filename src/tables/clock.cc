#include "tables/clock.h"

#include <stdexcept>

#include <fmt/format.h>

#include "core/iso_time.h"
#include "core/text.h"

namespace passage::tables {
namespace {

// Names beside the IANA list that systems keep in the folder of its files: the machine's own zone, a template,
// no zone at all, and the list again, once with leap seconds.
bool is_of_iana(std::string_view zone) {
  for (const std::string_view name : {"localtime", "posixrules", "Factory"})
    if (zone == name) return false;
  return !zone.empty() && !zone.starts_with("posix/") && !zone.starts_with("right/");
}

}  // namespace

std::optional<Clock> Clock::of(const std::string& zone) {
  if (!is_of_iana(zone)) return std::nullopt;
  try {
    return Clock{date::locate_zone(zone)};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

std::vector<std::string> Clock::zone_names() {
  std::vector<std::string> out;
  for (const date::time_zone& zone : date::get_tzdb().zones)
    if (is_of_iana(zone.name())) out.push_back(zone.name());
  return out;
}

LocalMoment Clock::parse(std::string_view text) const {
  const std::optional<IsoTime> written = parse_iso_time(trimmed(text), IsoForm::kLoose);
  if (!written) return {};
  if (!written->offset) return at(written->local);
  const Instant instant{written->local.time_since_epoch() - *written->offset};
  return {TimeStatus::kOk, instant, local(instant)};
}

LocalMoment Clock::at(LocalTime local) const {
  const date::local_info info = zone_->get_info(local);
  const Instant instant{local.time_since_epoch() - info.first.offset};
  TimeStatus status = TimeStatus::kOk;
  if (info.result == date::local_info::nonexistent) status = TimeStatus::kGap;
  if (info.result == date::local_info::ambiguous) status = TimeStatus::kTwice;
  return {status, instant, local};
}

LocalTime Clock::local(Instant at) const {
  return LocalTime{at.time_since_epoch() + zone_->get_info(at).offset};
}

std::string Clock::format(Instant at) const {
  const auto offset = std::chrono::duration_cast<std::chrono::minutes>(zone_->get_info(at).offset).count();
  const LocalTime shown = local(at);
  const auto day = date::floor<date::days>(shown);
  const date::year_month_day ymd{day};
  const auto ms = (shown - day).count();
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(ymd.year()),
                                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), ms / 3'600'000,
                                ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) out += fmt::format(".{:03}", ms % 1000);
  const auto size = offset < 0 ? -offset : offset;
  return out + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace passage::tables
