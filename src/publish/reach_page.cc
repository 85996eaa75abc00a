#include "publish/reach_page.h"

#include <fmt/format.h>

#include "answers/words.h"
#include "core/text.h"

namespace passage::publish {

using answers::ReachStatus;

namespace {

std::string terms_text(std::size_t n) {
  return counted(static_cast<std::int64_t>(n), "term");
}

std::string found(const scenario::Case& c, const answers::Reach& reach) {
  std::string out =
      reach.terms.empty()
          ? fmt::format("  Nothing more is needed: {} safe as it is.\n", counted(reach.safe.count(), "is", "are"))
          : fmt::format("  {} {}: {} safe with {}.\n\n", terms_text(reach.terms.size()),
                        reach.terms.size() == 1 ? "does" : "do", counted(reach.safe.count(), "is", "are"),
                        reach.terms.size() == 1 ? "it" : "them");
  for (const scenario::TermId id : reach.terms) {
    const scenario::Term& term = c.agreement.terms[id];
    out += fmt::format("    {}\n      {}\n      {} must grant it\n", term.id, answers::term_in_words(c, term),
                       answers::parties_in_words(c, grants_needed(c.agreement, term)));
  }
  if (reach.terms.empty()) return out;
  if (reach.at_least == reach.terms.size()) return out + "\n  No smaller set of terms does: proved.\n";
  return out + fmt::format("\n  Proved: {} at least {} needed; whether fewer than {} could do is open.\n",
                           terms_text(reach.at_least), reach.at_least == 1 ? "is" : "are", reach.terms.size());
}

}  // namespace

std::string reach_page(const scenario::Case& c, const answers::Reach& reach) {
  std::string out =
      answers::heading(c, fmt::format("The fewest terms that bring out {} by", people_text(reach.target.count())));
  out += fmt::format("\n  {}, {} could be asked for.\n", counted(reach.movable.count(), "person moves", "people move"),
                     terms_text(reach.asked.size()));
  switch (reach.status) {
    case ReachStatus::kReached: out += found(c, reach); break;
    case ReachStatus::kImpossible:
      out +=
          fmt::format("  No set of them does: proved. The best plan met brings out {}.\n", grouped(reach.safe.count()));
      break;
    case ReachStatus::kNotFound:
      out += fmt::format("  No plan that was found does; the best brings out {}, at most {} could be.\n",
                         grouped(reach.safe.count()), grouped(reach.upper_bound.count()));
      break;
    case ReachStatus::kStopped:
      out += fmt::format("  Stopped before an answer. Proved so far: {} at least {} needed.\n",
                         terms_text(reach.at_least), reach.at_least == 1 ? "is" : "are");
      break;
  }
  return out + fmt::format("\n  {}, {} from their labels\n", counted(static_cast<std::int64_t>(reach.plans), "plan"),
                           counted(static_cast<std::int64_t>(reach.conditions), "condition"));
}

}  // namespace passage::publish
