#include "api/negotiations.h"

#include <algorithm>

#include <fmt/format.h>

#include "answers/json.h"
#include "answers/words.h"
#include "api/calls.h"
#include "api/planning.h"
#include "core/measure.h"
#include "jobs/task.h"
#include "negotiate/cut.h"
#include "negotiate/reach.h"
#include "negotiate/rounds.h"
#include "negotiate/worth.h"
#include "planner/planner.h"
#include "publish/cut_layers.h"
#include "publish/reach_page.h"
#include "publish/rounds_page.h"
#include "publish/worth_page.h"
#include "scenario/moment.h"

namespace passage::api {
namespace {

using scenario::Case;

Outcome told(const answers::Outcome& outcome) {
  return {outcome.people.count(), outcome.safe.count(), outcome.upper_bound.count(), outcome.gap};
}

std::optional<std::int64_t> told(const std::optional<Persons>& persons) {
  return persons ? std::optional(persons->count()) : std::nullopt;
}

// InputError P110 unless each is a term of the planned round.
std::vector<scenario::TermId> terms_named(const Case& c, const std::vector<std::string>& names) {
  std::vector<scenario::TermId> out;
  std::vector<std::string> known;
  for (const scenario::Term& term : c.agreement.terms)
    if (term.round == c.agreement.planned) known.push_back(term.id);
  for (const std::string& name : names) {
    for (const scenario::TermId id : c.agreement.terms.ids()) {
      const scenario::Term& term = c.agreement.terms[id];
      if (term.round == c.agreement.planned && term.id == name) out.push_back(id);
    }
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw InputError({.code = "P110",
                      .problem = fmt::format("--also: \"{}\" is no term of the planned round", name),
                      .why = fmt::format("{} terms of it", known.size()),
                      .where = "command line",
                      .suggestion = did_you_mean(name, known)});
  }
  return out;
}

// "100%", "66.5 %". InputError P005 unless above 0 and at most 100, or where 0.95 may be 95 %.
Rational share_of(std::string text) {
  const std::string written = text;
  while (!text.empty() && (text.back() == '%' || text.back() == ' ')) text.pop_back();
  const auto percent = Rational::parse(text);
  if (percent && Rational{0} < *percent && *percent <= Rational{1} && text == written)
    throw InputError({.code = "P005",
                      .problem = fmt::format("--reach {} may be {} % or {} %", text,
                                             (*percent * Rational{100}).to_string(), percent->to_string()),
                      .where = "command line",
                      .suggestion = fmt::format("write {}%", (*percent * Rational{100}).to_string())});
  if (percent && Rational{0} < *percent && *percent <= Rational{100}) return *percent / Rational{100};
  throw InputError({.code = "P005",
                    .problem = fmt::format("--reach: \"{}\" is no share of the people", text),
                    .where = "command line",
                    .suggestion = "above 0 % and at most 100 %, such as --reach 95%"});
}

Worth::Term told(const Case& c, const answers::TermWorth& worth) {
  const scenario::Term& term = c.agreement.terms[worth.term];
  return {.id = term.id,
          .what = answers::term_in_words(c, term),
          .grants_needed = worth.grants_needed,
          .in_force = term.in_force,
          .at_most = worth.at_most.count(),
          .exact = told(worth.exact),
          .hours_earlier = worth.hours_earlier};
}

Cut::Element told(const Case& c, const answers::CutElement& element) {
  return {.kind = answers::name_of(element.kind),
          .state = answers::name_of(element.state),
          .what = answers::element_in_words(c, element),
          .term = element.term,
          .from = scenario::local_time(c, element.when.from),
          .until = scenario::local_time(c, element.when.until),
          .persons_per_h = element.persons_per_h.to_double(),
          .hour_at_most = element.hour.count()};
}

Case in_round(const OpenedCase& opened, const std::string& round, const jobs::Task& task) {
  return read_with(opened.folder, {.round = round, .assume = {}, .without = {}, .people = opened.premises.people},
                   task.quiet());
}

}  // namespace

Worth worth_of(const OpenedCase& opened, const WorthWishes& wishes, const jobs::Task& task) {
  const Stopwatch watch;
  const Case& c = *opened.c;
  negotiate::WorthOptions options;
  options.plan = asked_of_planner({});
  options.also = terms_named(c, wishes.also);
  options.exact = wishes.quick ? negotiate::Exact::kNo : negotiate::Exact::kYes;
  const answers::Worths worths = negotiate::worths(c, options, task);
  Worth out;
  out.base = told(worths.base);
  for (const answers::TermWorth& worth : worths.terms) out.terms.push_back(told(c, worth));
  out.json = with_cost(answers::json_of(c, worths), opened.seconds + watch.seconds()).dump(2);
  out.page = publish::worth_page(c, worths);
  out.stopped = task.cancelled();
  return out;
}

Reach reach_of(const OpenedCase& opened, const ReachWishes& wishes, const jobs::Task& task) {
  const Stopwatch watch;
  const Case c =
      wishes.by.empty() ? *opened.c : rules::ending_at(*opened.c, scenario::moment_of(*opened.c, wishes.by, "--by"));
  negotiate::ReachOptions options;
  options.share = share_of(wishes.share);
  options.also = terms_named(c, wishes.also);
  options.plan = asked_of_planner({});
  const answers::Reach reach = negotiate::reach(c, options, task);
  Reach out;
  out.status = static_cast<Reach::Status>(reach.status);
  out.people_who_move = reach.movable.count();
  out.target = reach.target.count();
  out.safe = reach.safe.count();
  out.upper_bound = reach.upper_bound.count();
  for (const scenario::TermId id : reach.terms) out.terms.push_back(c.agreement.terms[id].id);
  out.at_least = reach.at_least;
  out.json = with_cost(answers::json_of(c, reach), watch.seconds()).dump(2);
  out.page = publish::reach_page(c, reach);
  out.stopped = task.cancelled();
  return out;
}

Cut cut_of(const OpenedCase& opened, const CutWishes& wishes, const jobs::Task& task) {
  const Case& c = *opened.c;
  for (const auto& output : wishes.outputs) publish::expect_cut_writable(output, ours(wishes.overwrite));
  const plan::Plan plan = planner::make_plan(c, asked_of_planner({}), task);
  const std::vector<answers::CutElement> all = negotiate::cut_elements(c, plan);
  const scenario::CaseTime at =
      wishes.at.empty() ? answers::hardest_hour(all, c.horizon) : scenario::moment_of(c, wishes.at, "--at");
  const std::vector<answers::CutElement> now = answers::elements_at(all, at);
  publish::write_cut(c, all, at, texts(wishes.outputs), ours(wishes.overwrite));
  Cut out;
  out.at = scenario::local_time(c, at);
  for (const answers::CutElement& element : now) out.elements.push_back(told(c, element));
  out.safe = plan.safe.count();
  out.left = plan.left.count();
  out.upper_bound = plan.upper_bound.count();
  out.json = answers::json_of(c, now, at, plan).dump(2);
  out.page = publish::cut_page(c, now, at, plan.left - plan.unreached);
  out.stopped = task.cancelled();
  return out;
}

Rounds rounds_of(const OpenedCase& opened, const jobs::Task& task) {
  std::vector<Case> rounds;
  for (const scenario::RoundId id : answers::by_date(opened.c->agreement))
    rounds.push_back(in_round(opened, opened.c->agreement.rounds[id].id, task));
  if (rounds.empty())
    throw InputError({.code = "P110",
                      .problem = "the case has no agreement, so there are no rounds to compare",
                      .where = opened.folder,
                      .suggestion = "agreement in [files] of case.toml names it"});
  std::vector<answers::Outcome> outcomes(rounds.size());
  const planner::PlanOptions options = asked_of_planner({});
  task.in_parallel(rounds.size(), [&](std::size_t i) {
    outcomes[i] = answers::outcome_of(planner::make_plan(rounds[i], options, task.quiet()));
  });
  Rounds out;
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    const scenario::Round& round = rounds[i].agreement.rounds[rounds[i].agreement.planned];
    out.rounds.push_back({round.id, round.date, told(outcomes[i])});
  }
  out.json = answers::json_of(rounds, outcomes).dump(2);
  out.page = publish::rounds_page(rounds, outcomes);
  out.page += rounds.size() > 1
                  ? fmt::format("\npassage rounds {} A B says what changed from round A to round B.\n", opened.folder)
                  : "\nThe agreement has one round: there is nothing to compare it with.\n";
  out.stopped = task.cancelled();
  return out;
}

RoundChange change_of(const OpenedCase& opened, const std::string& before, const std::string& after,
                      const jobs::Task& task) {
  const Case earlier = in_round(opened, before, task), later = in_round(opened, after, task);
  const answers::RoundChange change = negotiate::change_between(earlier, later, asked_of_planner({}), task);
  RoundChange out;
  out.before = told(change.before);
  out.after = told(change.after);
  out.hours_earlier = change.hours_earlier;
  for (const answers::TermChange& term : change.terms)
    out.terms.push_back(
        {static_cast<RoundChange::Fate>(term.fate), term.term, term.what, told(term.people), term.hours_earlier});
  for (const answers::DistrictChange& row : change.districts)
    out.districts.push_back({row.district, row.before.count(), row.after.count(), row.hours_earlier});
  out.json = answers::json_of(earlier, later, change).dump(2);
  out.page = publish::change_page(earlier, later, change);
  out.stopped = task.cancelled();
  return out;
}

}  // namespace passage::api
