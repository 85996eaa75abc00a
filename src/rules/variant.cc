#include "rules/variant.h"

#include <algorithm>

#include "core/expect.h"

namespace passage::rules {

using scenario::CaseInterval;
using scenario::CaseTime;
using scenario::Term;

namespace {

void cut(std::vector<CaseInterval>& times, CaseTime end) {
  for (CaseInterval& i : times) i.until = std::min(i.until, end);
  std::erase_if(times, [](const CaseInterval& i) { return i.empty(); });
}

}  // namespace

Case with_terms(const Case& c, std::span<const TermId> terms) {
  Case out = c;
  for (const TermId id : terms) {
    Term& term = out.agreement.terms[id];
    PASSAGE_EXPECT(term.round == c.agreement.planned);
    term.granted = true;
  }
  scenario::decide_force(out.agreement);
  return out;
}

Case without_term(const Case& c, TermId term) {
  Case out = c;
  out.agreement.terms[term].granted = false;
  scenario::decide_force(out.agreement);
  return out;
}

Case without_corridor(const Case& c, scenario::CorridorId corridor) {
  Case out = c;
  for (Term& term : out.agreement.terms) {
    if (term.kind == scenario::TermKind::kWindow && term.corridor == corridor) term.granted = false;
  }
  scenario::decide_force(out.agreement);
  return out;
}

Case ending_at(const Case& c, CaseTime end) {
  PASSAGE_EXPECT(CaseTime{0} < end && end <= c.horizon);
  Case out = c;
  out.horizon = end;
  for (scenario::Refuge& refuge : out.refuges) cut(refuge.open, end);
  for (Term& term : out.agreement.terms) cut(term.intervals, end);
  for (scenario::Danger& danger : out.dangers) danger.when.until = std::min(danger.when.until, end);
  cut(out.days, end);
  return out;
}

}  // namespace passage::rules
