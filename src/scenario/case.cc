#include "scenario/case.h"

#include <set>

#include "tables/clock.h"

namespace passage::scenario {

std::vector<std::string> grants_needed(const Agreement& agreement, const Term& term) {
  std::vector<std::string> out;
  for (const std::string& party : agreement.rounds[term.round].parties) {
    const auto stance = term.stance.find(party);
    if (stance == term.stance.end() || stance->second != Stance::kAccepts) out.push_back(party);
  }
  return out;
}

void decide_force(Agreement& agreement) {
  std::set<std::string> replaced;
  for (Term& term : agreement.terms) {
    term.in_force = term.granted;
    if (term.granted && !term.replaces.empty()) replaced.insert(term.replaces);
  }
  for (Term& term : agreement.terms)
    if (replaced.contains(term.id)) term.in_force = false;
}

std::string local_time(const Case& c, CaseTime t) {
  const std::optional<tables::Clock> clock = tables::Clock::of(c.time_zone);
  return clock ? clock->format(c.start + t) : std::string{};
}

}  // namespace passage::scenario
