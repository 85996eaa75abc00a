#include "publish/worth_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "answers/words.h"
#include "core/text.h"

namespace passage::publish {

using scenario::Term;
using scenario::TermKind;

namespace {

constexpr std::size_t kColumns = 80;

std::string hours(const std::optional<double>& hours) {
  if (!hours) return "-";
  if (std::abs(*hours) < 0.005) return "same";
  return fmt::format("{:.2f} h {}", std::abs(*hours), *hours > 0 ? "sooner" : "later");
}

std::string figure(const std::optional<Persons>& persons) {
  return persons ? grouped(persons->count()) : "-";
}

std::string row(const scenario::Case& c, const answers::TermWorth& worth) {
  const Term& term = c.agreement.terms[worth.term];
  std::string out = fmt::format("  {:<28}{:>12}{:>12}{:>16}\n", term.id, figure(worth.exact),
                                grouped(worth.at_most.count()), hours(worth.hours_earlier));
  out += fmt::format("    {}\n", answers::shortened(answers::term_in_words(c, term), kColumns - 4));
  if (!worth.grants_needed.empty())
    out += fmt::format("    {} must grant it\n", answers::parties_in_words(c, worth.grants_needed));
  if (worth.exact && *worth.exact < Persons{0} && term.kind != TermKind::kCheckpoint)
    out += "    with it people may not wait, or leave a corridor, where they do without it\n";
  if (worth.gap > 0.0005)
    out += fmt::format("    this plan may still be {:.1f} % short of the best\n", 100 * worth.gap);
  return out;
}

}  // namespace

std::string worth_page(const scenario::Case& c, const answers::Worths& worths) {
  const answers::Outcome& base = worths.base;
  std::string out = answers::heading(c, "What each term would bring out by");
  out += fmt::format("\n  As it is  {} of {} safe; more than {} is not possible (gap {:.1f} %)\n",
                     grouped(base.safe.count()), people_text(base.people.count()), grouped(base.upper_bound.count()),
                     100 * base.gap);
  std::string asked, held;
  for (const answers::TermWorth& worth : worths.terms) {
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

}  // namespace passage::publish
