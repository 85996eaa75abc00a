// [[term]]: what was asked for, who accepts it, and which terms are in force.
#include <algorithm>
#include <set>

#include "casefile/agreement.h"
#include "core/text.h"
#include "tables/rrule.h"

namespace passage::casefile {

using scenario::Term;
using scenario::TermId;
using scenario::TermKind;
using tables::Need;

namespace {

const std::vector<std::string> kKinds{"window", "road", "checkpoint", "daily_limit", "opening"};

void read_stance(AgreementReading& a, Keys& row, Term& term) {
  const toml::table* table = row.table("stance", Need::kRequired);
  if (table == nullptr || !term.round.valid()) return;
  const std::vector<std::string>& parties = a.reading.c.agreement.rounds[term.round].parties;
  const std::vector<std::string> words{"accepts", "refuses", "open"};
  Keys stance(*table, fmt::format("stance of \"{}\"", term.id), a.file, a.reading.problems);
  for (const auto& [key, node] : *table) {
    const std::string party(key.str());
    const std::string word = stance.one_of(party, Need::kRequired, words);
    if (std::find(parties.begin(), parties.end(), party) == parties.end()) {
      a.reading.problems.add(
          {.code = "P145",
           .problem =
               fmt::format("term \"{}\" gives a stance of \"{}\", which is no party of its round", term.id, party),
           .why = fmt::format("the parties are {}", fmt::join(parties, ", ")),
           .where = stance.where(party),
           .suggestion = did_you_mean(party, parties)});
      continue;
    }
    const auto nth = std::find(words.begin(), words.end(), word);
    if (nth != words.end()) term.stance[party] = static_cast<scenario::Stance>(nth - words.begin());
  }
}

// Of the round that is planned it is likely a slip; others may lie in the past.
void report_outside(AgreementReading& a, const Keys& row, const Term& term, const std::string& name,
                    Interval<Instant> first) {
  const Case& c = a.reading.c;
  const bool planned = term.round.valid() && term.round == c.agreement.planned;
  const bool before = first.until <= c.start;
  const auto hours = std::chrono::round<std::chrono::hours>(before ? c.start - first.until : first.from - c.start);
  a.reading.problems.add(
      {.severity = planned ? Severity::kWarning : Severity::kFinding,
       .code = "P205",
       .problem = fmt::format("{} lies outside the horizon", name),
       .why = fmt::format("it {} {} start; the horizon is of {} h", before ? "ends" : "begins",
                          fmt::format("{} h {}", grouped(hours.count()), before ? "before" : "after"),
                          Rational::of(c.horizon.count(), 3'600'000).to_string()),
       .where = row.where(),
       .suggestion = planned ? "check its dates, and start and horizon_h of [case]" : ""});
}

// The intervals of a window or opening, cut to the horizon.
void read_times(AgreementReading& a, Keys& row, Term& term) {
  Reading& reading = a.reading;
  const std::string from = row.time("from", Need::kRequired), until = row.time("until", Need::kRequired);
  const std::string rule_text = row.text("rrule", Need::kOptional);
  const std::string name = fmt::format("{} \"{}\"", kKinds[static_cast<std::size_t>(term.kind)], term.id);
  const auto begin = read_moment(reading, from, fmt::format("from of {}", name), row.where("from"));
  const auto end = read_moment(reading, until, fmt::format("until of {}", name), row.where("until"));
  if (!begin || !end) return;
  if (end->at <= begin->at) {
    reading.problems.add(
        {.code = "P103",
         .problem = fmt::format("{} ends before it starts (from {} until {})", name, from, until),
         .where = row.where("until"),
         .suggestion = fmt::format(
             "half-open [from, until), local time of {}; for a window over midnight give the next day's date",
             reading.c.time_zone)});
    return;
  }
  std::vector<Interval<Instant>> all{{begin->at, end->at}};
  if (!rule_text.empty()) {
    const tables::ParsedRule parsed = tables::parse_rrule(rule_text, *reading.clock);
    if (!parsed.rule) {
      reading.problems.add({.code = "P124",
                            .problem = fmt::format("rrule of {} can't be read", name),
                            .why = parsed.problem,
                            .where = row.where("rrule"),
                            .suggestion = "such as \"FREQ=DAILY;COUNT=5\" or \"FREQ=WEEKLY;BYDAY=MO,WE\""});
      return;
    }
    all = tables::occurrences(*parsed.rule, begin->local, end->local, reading.c.start + reading.c.horizon,
                              *reading.clock);
  }
  for (const auto& interval : all) {
    const CaseInterval cut = cut_to_horizon(reading.c, interval);
    if (!cut.empty()) term.intervals.push_back(cut);
  }
  if (term.intervals.empty()) report_outside(a, row, term, name, {begin->at, end->at});
  term.intervals = merged(std::move(term.intervals));
}

void read_kind(AgreementReading& a, Keys& row, Term& term) {
  const std::string kind = kKinds[static_cast<std::size_t>(term.kind)];
  switch (term.kind) {
    case TermKind::kWindow:
      term.corridor = a.find(a.corridors, row, "corridor", "corridor");
      read_times(a, row, term);
      break;
    case TermKind::kOpening:
      term.refuge = a.find(a.reading.refuges, row, "refuge", "refuge");
      read_times(a, row, term);
      break;
    case TermKind::kDailyLimit:
      term.corridor = a.find(a.corridors, row, "corridor", "corridor");
      term.persons_per_day = Persons{row.whole("persons_per_day", Need::kRequired, 0, 1'000'000'000).value_or(0)};
      break;
    case TermKind::kCheckpoint:
      term.lanes = row.whole("lanes", Need::kRequired, 0, 1000).value_or(1);
      if (const auto seconds = row.figure("seconds_per_vehicle", Need::kRequired, 0, 1'000'000)) {
        term.seconds_per_vehicle = *seconds;
        if (*seconds == 0)
          a.reading.problems.add({.code = "P116",
                                  .problem = "seconds_per_vehicle must be above 0",
                                  .where = row.where("seconds_per_vehicle"),
                                  .suggestion = "what a checkpoint takes for a car, such as 30"});
      }
      [[fallthrough]];
    case TermKind::kRoad: {
      const std::string road = row.text("road", Need::kRequired);
      if (!road.empty()) term.road = find_road(a.reading, fmt::format("term \"{}\"", term.id), road, row.where("road"));
      break;
    }
  }
  row.not_here(
      {"corridor", "from", "until", "rrule", "road", "lanes", "seconds_per_vehicle", "persons_per_day", "refuge"},
      fmt::format("a term of kind {} has none", kind));
}

void read_term(AgreementReading& a, const toml::table& table) {
  Keys row(table, "a term", a.file, a.reading.problems);
  Term term;
  term.where = row.where();
  term.id = row.id();
  row.rename(fmt::format("term \"{}\"", term.id));
  term.round = a.find(a.rounds, row, "round", "round");
  term.replaces = row.text("replaces", Need::kOptional);
  read_stance(a, row, term);
  const std::string kind = row.one_of("kind", Need::kRequired, kKinds);
  if (!kind.empty()) {
    term.kind = static_cast<TermKind>(std::find(kKinds.begin(), kKinds.end(), kind) - kKinds.begin());
    read_kind(a, row, term);
    row.finish();
  }
  const scenario::Agreement& agreement = a.reading.c.agreement;
  if (term.corridor.valid() && agreement.corridors[term.corridor].round != term.round)
    a.reading.problems.add({.severity = Severity::kWarning,
                            .code = "P215",
                            .problem = fmt::format("term \"{}\" is about a corridor of another round", term.id),
                            .where = row.where("corridor")});
  if (!a.terms.emplace(term.id, TermId{agreement.terms.size()}).second)
    report_duplicate(a.reading, "term", term.id, term.where);
  a.reading.c.agreement.terms.push_back(std::move(term));
}

// P110 for an unknown term, P146 for a term that in the end replaces itself or one of another round.
void check_replaced(AgreementReading& a) {
  const auto& terms = a.reading.c.agreement.terms;
  for (const Term& term : terms) {
    if (term.replaces.empty()) continue;
    const auto found = a.terms.find(term.replaces);
    if (found == a.terms.end()) {
      report_unknown(a.reading, fmt::format("term \"{}\" (replaces)", term.id), "term", term.replaces, keys_of(a.terms),
                     a.file, term.where);
      continue;
    }
    bool wrong = terms[found->second].round != term.round;
    std::set<std::string> seen{term.id};
    for (const Term* at = &terms[found->second]; !wrong; at = &terms[a.terms.at(at->replaces)]) {
      wrong = !seen.insert(at->id).second;
      if (at->replaces.empty() || !a.terms.contains(at->replaces)) break;
    }
    if (wrong)
      a.reading.problems.add({.code = "P146",
                              .problem = fmt::format("term \"{}\" can't replace \"{}\"", term.id, term.replaces),
                              .why = "a term replaces another one of its round, never in a circle",
                              .where = term.where});
  }
}

// Granted: every party of the round accepts, or it is assumed.
void decide_grants(AgreementReading& a) {
  scenario::Agreement& agreement = a.reading.c.agreement;
  std::set<std::string> assumed;
  for (const std::string& id : a.reading.options.assume) {
    const auto found = a.terms.find(id);
    if (found == a.terms.end() && id.find_first_of(", ") != std::string::npos) {
      a.reading.problems.add({.code = "P110",
                              .problem = fmt::format("--assume uses unknown term \"{}\"", id),
                              .where = "command line",
                              .suggestion = "one term each: --assume A --assume B"});
    } else if (found == a.terms.end()) {
      report_unknown(a.reading, "--assume", "term", id, keys_of(a.terms), a.file, "command line");
    } else if (agreement.terms[found->second].round != agreement.planned) {
      a.reading.problems.add({.code = "P110",
                              .problem = fmt::format("--assume: term \"{}\" is not of the planned round", id),
                              .where = "command line",
                              .suggestion = "name its round with --round"});
    } else {
      assumed.insert(id);
    }
  }
  std::set<scenario::CorridorId> closed;
  for (const std::string& id : a.reading.options.without) {
    const auto found = a.corridors.find(id);
    if (found == a.corridors.end()) {
      report_unknown(a.reading, "--without", "corridor", id, keys_of(a.corridors), a.file, "command line");
    } else {
      closed.insert(found->second);
    }
  }
  for (Term& term : agreement.terms) {
    if (!term.round.valid() || term.round != agreement.planned) continue;
    const bool never_open = term.kind == TermKind::kWindow && closed.contains(term.corridor);
    term.granted = !never_open && (scenario::grants_needed(agreement, term).empty() || assumed.contains(term.id));
  }
}

void report_overlaps(AgreementReading& a) {
  const auto& terms = a.reading.c.agreement.terms;
  const auto report = [&](const std::string& what, const std::string& other, const std::string& where) {
    a.reading.problems.add({.severity = Severity::kFinding,
                            .code = "P204",
                            .problem = fmt::format("\"{}\" and {} overlap and are taken together", what, other),
                            .where = where});
  };
  for (const TermId i : terms.ids()) {
    const Term& later = terms[i];
    if (!later.in_force) continue;
    if (later.kind == TermKind::kOpening && later.refuge.valid() &&
        !intersect(a.reading.c.refuges[later.refuge].open, later.intervals).empty())
      report(later.id, "the refuge's own opening", later.where);
    if (later.kind != TermKind::kWindow) continue;
    for (const TermId j : terms.ids()) {
      if (!(j < i)) break;
      const Term& earlier = terms[j];
      if (earlier.in_force && earlier.kind == TermKind::kWindow && earlier.corridor == later.corridor &&
          !intersect(earlier.intervals, later.intervals).empty())
        report(later.id, fmt::format("\"{}\"", earlier.id), later.where);
    }
  }
}

// A figure of 0 in force closes all that it is about, and may be one that was never filled in.
void report_closed_by_zero(AgreementReading& a) {
  for (const Term& term : a.reading.c.agreement.terms) {
    const bool lanes = term.kind == TermKind::kCheckpoint && term.lanes == 0;
    const bool persons = term.kind == TermKind::kDailyLimit && term.persons_per_day == Persons{0};
    if (!term.in_force || (!lanes && !persons)) continue;
    a.reading.problems.add({.severity = Severity::kWarning,
                            .code = "P229",
                            .problem = fmt::format("term \"{}\" is in force and lets nobody pass", term.id),
                            .why = lanes ? "lanes is 0" : "persons_per_day is 0",
                            .where = term.where,
                            .suggestion = "check the figure: is it the one that is meant?"});
  }
}

}  // namespace

void read_terms(AgreementReading& a, Keys& keys) {
  for (const toml::table* table : keys.tables("term", Need::kOptional)) read_term(a, *table);
  check_replaced(a);
  decide_grants(a);
  scenario::decide_force(a.reading.c.agreement);
  report_overlaps(a);
  report_closed_by_zero(a);
}

}  // namespace passage::casefile
