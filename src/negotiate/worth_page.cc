#include "negotiate/worth_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"
#include "plan/local_time.h"

namespace passage::negotiate {

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

// Long names of corridors would push everything else off the line.
std::string shortened(const std::string& text, std::size_t width) {
  if (text.size() <= width) return text;
  std::size_t end = width - 2;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + "..";
}

std::string hours(const std::optional<double>& hours) {
  if (!hours) return "-";
  if (std::abs(*hours) < 0.005) return "same";
  return fmt::format("{:.2f} h {}", std::abs(*hours), *hours > 0 ? "sooner" : "later");
}

std::string figure(const std::optional<Persons>& persons) {
  return persons ? grouped(persons->count()) : "-";
}

std::string row(const Case& c, const TermWorth& worth) {
  const Term& term = c.agreement.terms[worth.term];
  std::string out = fmt::format("  {:<28}{:>12}{:>12}{:>16}\n", term.id, figure(worth.exact),
                                grouped(worth.at_most.count()), hours(worth.hours_earlier));
  out += fmt::format("    {}\n", shortened(term_in_words(c, term), kColumns - 4));
  if (!worth.grants_needed.empty())
    out += fmt::format("    {} must grant it\n", parties_in_words(c, worth.grants_needed));
  if (worth.exact && *worth.exact < Persons{0} && term.kind != TermKind::kCheckpoint)
    out += "    with it people may not wait, or leave a corridor, where they do without it\n";
  if (worth.gap > 0.0005)
    out += fmt::format("    this plan may still be {:.1f} % short of the best\n", 100 * worth.gap);
  return out;
}

}  // namespace

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

std::string worth_page(const Case& c, const Worths& worths) {
  const Outcome& base = worths.base;
  std::string out = heading(c, "What each term would bring out by");
  out += fmt::format("\n  As it is  {} of {} safe; more than {} is not possible (gap {:.1f} %)\n",
                     grouped(base.safe.count()), people_text(base.people.count()), grouped(base.upper_bound.count()),
                     100 * base.gap);
  std::string asked, held;
  for (const TermWorth& worth : worths.terms) {
    (c.agreement.terms[worth.term].in_force ? held : asked) += row(c, worth);
  }
  const auto head = [](const char* what, const char* people) {
    return fmt::format("\n{:<30}{:>12}{:>12}{:>16}\n", what, people, "at most", "the others");
  };
  if (!asked.empty()) out += head("If granted, it alone", "more safe") + asked;
  if (!held.empty()) out += head("In force; what it brings", "more safe") + held;
  if (!c.agreement.planned.valid()) {
    out +=
        "\n  This case has no agreement, so there is no term to grant. Write its rounds,\n"
        "  corridors and terms into agreement.toml and name that under [files] of\n"
        "  case.toml: docs/formats.md says how, passage new DIR has one to start from.\n"
        "  passage cut says what holds people back meanwhile.\n";
  } else if (worths.terms.empty()) {
    out += "\n  Every term of this round is accepted: name one with --also to see what it holds.\n";
  }
  if (worths.terms.size() > 1) out += "\n  Two terms together may be worth more or less than their sum.\n";
  return out;
}

}  // namespace passage::negotiate
