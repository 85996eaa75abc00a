// reach_page of reach.h.
#include <fmt/format.h>

#include "core/text.h"
#include "planner/reach.h"
#include "planner/worth_page.h"

namespace passage::planner {
namespace {

const char* plural(std::size_t n) {
  return n == 1 ? "" : "s";
}

std::string found(const Case& c, const Reach& reach) {
  std::string out = reach.terms.empty()
                        ? fmt::format("  Nothing more is needed: {} are safe as it is.\n", grouped(reach.safe.count()))
                        : fmt::format("  {} term{} {}: {} are safe with {}.\n\n", reach.terms.size(),
                                      plural(reach.terms.size()), reach.terms.size() == 1 ? "does" : "do",
                                      grouped(reach.safe.count()), reach.terms.size() == 1 ? "it" : "them");
  for (const TermId id : reach.terms) {
    const scenario::Term& term = c.agreement.terms[id];
    out += fmt::format("    {}\n      {}\n      {} must grant it\n", term.id, term_in_words(c, term),
                       parties_in_words(c, grants_needed(c.agreement, term)));
  }
  if (reach.terms.empty()) return out;
  if (reach.at_least == reach.terms.size()) return out + "\n  No smaller set of terms does: proved.\n";
  return out + fmt::format("\n  Proved: {} term{} at least are needed; whether fewer than {} could do is open.\n",
                           reach.at_least, plural(reach.at_least), reach.terms.size());
}

}  // namespace

std::string reach_page(const Case& c, const Reach& reach) {
  std::string out =
      heading(c, fmt::format("The fewest terms that bring out {} people by", grouped(reach.target.count())));
  out += fmt::format("\n  {} people move, {} terms could be asked for.\n", grouped(reach.movable.count()),
                     reach.asked.size());
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
      out += fmt::format("  Stopped before an answer. Proved so far: {} term{} at least are needed.\n", reach.at_least,
                         plural(reach.at_least));
      break;
  }
  return out + fmt::format("\n  {} plans, {} conditions from their labels\n", reach.plans, reach.conditions);
}

}  // namespace passage::planner
