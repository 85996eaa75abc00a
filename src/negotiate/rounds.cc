#include "negotiate/rounds.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "answers/words.h"

namespace passage::negotiate {

using answers::DistrictChange;
using answers::Fate;
using answers::Outcome;
using scenario::Term;
using scenario::TermId;
using scenario::TermKind;

namespace {

bool same_object(const Case& a, const Term& x, const Case& b, const Term& y) {
  switch (x.kind) {
    case TermKind::kWindow:
    case TermKind::kDailyLimit:
      return a.agreement.corridors[x.corridor].roads == b.agreement.corridors[y.corridor].roads;
    case TermKind::kRoad:
    case TermKind::kCheckpoint: return x.road == y.road;
    case TermKind::kOpening: return x.refuge == y.refuge;
  }
  return false;
}

bool same(const Case& a, const Term& x, const Case& b, const Term& y) {
  return x.kind == y.kind && same_object(a, x, b, y) && x.intervals == y.intervals && x.lanes == y.lanes &&
         x.seconds_per_vehicle == y.seconds_per_vehicle && x.persons_per_day == y.persons_per_day;
}

std::vector<TermId> in_force(const Case& c) {
  std::vector<TermId> out;
  for (const TermId id : c.agreement.terms.ids())
    if (c.agreement.terms[id].in_force) out.push_back(id);
  return out;
}

struct Asked {  // what a round would lose without a term of it
  const Case* c;
  TermId term;
  const Outcome* with;
};

std::vector<DistrictChange> districts(const Outcome& before, const Outcome& after) {
  std::set<std::string> names;
  for (const auto& [district, persons] : before.safe_in) names.insert(district);
  for (const auto& [district, persons] : after.safe_in) names.insert(district);
  const auto safe_in = [](const Outcome& o, const std::string& district) {
    const auto found = o.safe_in.find(district);
    return found == o.safe_in.end() ? Persons{0} : found->second;
  };
  const auto mean = [&](const Outcome& o, const std::string& district) {
    return o.person_hours_until.at(district) / static_cast<double>(safe_in(o, district).count());
  };
  std::vector<DistrictChange> out;
  for (const std::string& name : names) {
    DistrictChange row{name, safe_in(before, name), safe_in(after, name), {}};
    if (row.before > Persons{0} && row.after > Persons{0}) row.hours_earlier = mean(before, name) - mean(after, name);
    if (row.before != row.after || std::abs(row.hours_earlier.value_or(0)) >= 0.005) out.push_back(row);
  }
  std::stable_sort(out.begin(), out.end(), [](const DistrictChange& a, const DistrictChange& b) {
    return std::abs((b.after - b.before).count()) < std::abs((a.after - a.before).count());
  });
  return out;
}

}  // namespace

answers::RoundChange change_between(const Case& before, const Case& after, const PlanOptions& options,
                                    const jobs::Task& task) {
  answers::RoundChange out;
  task.in_parallel(2, [&](std::size_t i) {
    (i == 0 ? out.before : out.after) =
        answers::outcome_of(planner::make_plan(i == 0 ? before : after, options, task.quiet()));
  });
  out.hours_earlier = answers::hours_earlier(out.before, out.after);
  const std::vector<TermId> old_terms = in_force(before), new_terms = in_force(after);
  const auto there = [](const Case& a, TermId x, const Case& b, const std::vector<TermId>& terms) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](TermId y) { return same(a, a.agreement.terms[x], b, b.agreement.terms[y]); });
  };
  std::vector<Asked> asked;
  const auto add = [&](const Case& c, TermId id, Fate fate, const Outcome& with) {
    const Term& term = c.agreement.terms[id];
    out.terms.push_back({fate, term.id, answers::term_in_words(c, term), {}, {}});
    asked.push_back({fate == Fate::kKept ? nullptr : &c, id, &with});
  };
  for (const TermId id : new_terms)
    add(after, id, there(after, id, before, old_terms) ? Fate::kKept : Fate::kAdded, out.after);
  for (const TermId id : old_terms)
    if (!there(before, id, after, new_terms)) add(before, id, Fate::kDropped, out.before);
  task.in_parallel(asked.size(), [&](std::size_t i) {
    if (asked[i].c == nullptr || task.cancelled()) return;
    const Outcome without =
        answers::outcome_of(planner::make_plan(rules::without_term(*asked[i].c, asked[i].term), options, task.quiet()));
    if (!without.complete) return;
    out.terms[i].people = asked[i].with->safe - without.safe;
    out.terms[i].hours_earlier = answers::hours_earlier(without, *asked[i].with);
  });
  out.districts = districts(out.before, out.after);
  return out;
}

}  // namespace passage::negotiate
