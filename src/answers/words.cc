#include "answers/words.h"

#include <fmt/format.h>

#include "core/text.h"
#include "plan/local_time.h"

namespace passage::answers {

using plan::LocalClock;
using scenario::CaseInterval;
using scenario::CaseTime;
using scenario::Term;
using scenario::TermKind;

namespace {

constexpr std::size_t kColumns = 80;

bool one_day(const Case& c, const LocalClock& clock) {
  return clock.day(CaseTime{0}) == clock.day(c.horizon - CaseTime{1});
}

// "12:00-13:00"; "6 Mar 09:00-16:00, and 2 more times".
std::string times_in_words(const Case& c, const std::vector<CaseInterval>& times) {
  if (times.empty()) return "at no time of this case";
  const LocalClock clock(c.time_zone, c.start);
  const CaseInterval first = times.front();
  const std::string day = one_day(c, clock) ? "" : clock.short_day(first.from) + " ";
  const std::string until_day =
      clock.day(first.from) == clock.day(first.until) || day.empty() ? "" : clock.short_day(first.until) + " ";
  std::string out =
      fmt::format("{}{}-{}{}", day, clock.hour_minute(first.from), until_day, clock.hour_minute(first.until));
  if (times.size() == 2) out += " and once more";
  if (times.size() > 2) out += fmt::format(" and {} more times", times.size() - 1);
  return out;
}

std::string two_sided(const std::string& left, const std::string& right) {
  const std::size_t used = left.size() + right.size();
  return left + std::string(used + 2 < kColumns ? kColumns - used : 2, ' ') + right + "\n";
}

std::string name_or_id(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

}  // namespace

std::string shortened(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  std::size_t end = width - 2;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + "..";
}

std::string term_in_words(const Case& c, const Term& term) {
  std::string out;
  switch (term.kind) {
    case TermKind::kWindow:
      out = fmt::format("\"{}\" open {}", shortened(c.agreement.corridors[term.corridor].name, 36),
                        times_in_words(c, term.intervals));
      break;
    case TermKind::kRoad: out = fmt::format("road {} open", c.network.road_id[term.road]); break;
    case TermKind::kCheckpoint:
      out = fmt::format("checkpoint on {}: {}, {} s a car", c.network.road_id[term.road], counted(term.lanes, "lane"),
                        term.seconds_per_vehicle.to_string());
      break;
    case TermKind::kDailyLimit:
      out = fmt::format("at most {} a day on \"{}\"", people_text(term.persons_per_day.count()),
                        shortened(c.agreement.corridors[term.corridor].name, 30));
      break;
    case TermKind::kOpening:
      out = fmt::format("{} takes people in {}", name_or_id(c.refuges[term.refuge].name, c.refuges[term.refuge].id),
                        times_in_words(c, term.intervals));
      break;
  }
  if (!term.replaces.empty()) out += fmt::format(", instead of {}", term.replaces);
  return out;
}

std::string parties_in_words(const Case& c, const std::vector<std::string>& parties) {
  std::string out;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    std::string name = parties[i];
    for (const scenario::Party& party : c.agreement.parties) {
      if (party.id == parties[i] && !party.name.empty()) name = party.name;
    }
    out += (i == 0 ? "" : i + 1 == parties.size() ? " and " : ", ") + name;
  }
  return out;
}

std::string heading(const Case& c, const std::string& question) {
  static constexpr const char* kStatus[] = {"tentative", "agreed", "active", "suspended", "ended"};
  const LocalClock clock(c.time_zone, c.start);
  std::string round = "no agreement";
  if (c.agreement.planned.valid()) {
    const scenario::Round& planned = c.agreement.rounds[c.agreement.planned];
    round = fmt::format("round \"{}\" ({})", planned.id, kStatus[static_cast<int>(planned.status)]);
  }
  const std::string day = one_day(c, clock) ? clock.day(CaseTime{0}) : clock.short_day(c.horizon);
  return two_sided(c.title, round) + fmt::format("{} {}, {}\n", question, clock.hour_minute(c.horizon), day);
}

}  // namespace passage::answers
