#include "publish/rounds_page.h"

#include <cmath>

#include <fmt/format.h>

#include "answers/words.h"
#include "core/text.h"

namespace passage::publish {

using scenario::Case;

namespace {

const scenario::Round& round_of(const Case& c) {
  return c.agreement.rounds[c.agreement.planned];
}

std::string signed_grouped(Persons persons) {
  return fmt::format("{}{}", persons.count() > 0 ? "+" : "", grouped(persons.count()));
}

std::string sooner(double hours) {
  if (std::abs(hours) < 0.005) return "same";
  return fmt::format("{:.2f} h {}", std::abs(hours), hours > 0 ? "sooner" : "later");
}

std::string fitted(const std::string& text, std::size_t width) {
  std::size_t characters = 0, end = 0;
  for (; end < text.size(); ++end) {
    if ((static_cast<unsigned char>(text[end]) & 0xC0u) != 0x80u && ++characters > width) break;
  }
  return text.substr(0, end) + std::string(width - std::min(width, characters), ' ');
}

std::string term_row(const answers::TermChange& change) {
  static constexpr const char* kFates[] = {"kept", "added", "dropped"};
  std::string out = fmt::format("  {:<8} {}", kFates[static_cast<int>(change.fate)], fitted(change.term, 32));
  if (change.people) {
    const bool gained = change.fate == answers::Fate::kAdded;
    out += fmt::format("{:>12}{:>16}", signed_grouped(gained ? *change.people : Persons{0} - *change.people),
                       sooner(gained ? *change.hours_earlier : -*change.hours_earlier));
  }
  while (out.back() == ' ') out.pop_back();  // a term that is kept has no figures
  return out + fmt::format("\n           {}\n", change.what);
}

}  // namespace

std::string rounds_page(const std::vector<Case>& rounds, const std::vector<answers::Outcome>& outcomes) {
  static constexpr const char* kStatus[] = {"tentative", "agreed", "active", "suspended", "ended"};
  std::string out =
      fmt::format("{:<20}{:<12}{:<11}{:>9}{:>13}{:>13}\n", "round", "date", "status", "in force", "safe", "more");
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    const scenario::Round& round = round_of(rounds[i]);
    std::int64_t terms = 0;
    for (const scenario::Term& term : rounds[i].agreement.terms) terms += term.in_force ? 1 : 0;
    const std::string more = i == 0 ? "-" : signed_grouped(outcomes[i].safe - outcomes[i - 1].safe);
    out += fmt::format("{} {:<12}{:<11}{:>9}{:>13}{:>13}\n", fitted(round.id, 19), round.date,
                       kStatus[static_cast<int>(round.status)], terms, grouped(outcomes[i].safe.count()), more);
  }
  return out;
}

std::string change_page(const Case& before, const Case& after, const answers::RoundChange& change) {
  std::string out = fmt::format("From round \"{}\" ({}) to round \"{}\" ({})\n", round_of(before).id,
                                round_of(before).date, round_of(after).id, round_of(after).date);
  out += fmt::format("\n  {} -> {} of {} safe ({}), those safe in both: {}\n", grouped(change.before.safe.count()),
                     grouped(change.after.safe.count()), people_text(change.after.people.count()),
                     signed_grouped(change.after.safe - change.before.safe), sooner(change.hours_earlier));
  out += fmt::format("\n{:<43}{:>12}{:>16}\n", "Terms in force", "it alone", "the others");
  for (const answers::TermChange& term : change.terms) out += term_row(term);
  if (change.terms.empty()) out += "  none in either round\n";
  out += fmt::format("\n{:<30}{:>12}{:>12}{:>10}{:>14}\n", "Safe, by district", "before", "after", "more", "in both");
  for (const answers::DistrictChange& row : change.districts) {
    out += fmt::format("  {}{:>12}{:>12}{:>10}{:>14}\n", fitted(row.district, 28), grouped(row.before.count()),
                       grouped(row.after.count()), signed_grouped(row.after - row.before),
                       row.hours_earlier ? sooner(*row.hours_earlier) : "-");
  }
  if (change.districts.empty()) out += "  no change\n";
  return out;
}

}  // namespace passage::publish
