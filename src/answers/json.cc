#include "answers/json.h"

#include "answers/words.h"
#include "plan/local_time.h"

namespace passage::answers {

using nlohmann::ordered_json;

namespace {

const scenario::Round& round_of(const Case& c) {
  return c.agreement.rounds[c.agreement.planned];
}

template <class Figure>
ordered_json or_null(const std::optional<Figure>& figure) {
  return figure ? ordered_json(*figure) : ordered_json(nullptr);
}

ordered_json or_null(const std::optional<Persons>& persons) {
  return persons ? ordered_json(persons->count()) : ordered_json(nullptr);
}

ordered_json change(const Change& of) {
  return {{"before", of.before.count()}, {"after", of.after.count()}, {"change", of.gain().count()}};
}

ordered_json changes(const char* key, const std::vector<Change>& all) {
  ordered_json out = ordered_json::array();
  for (const Change& of : all) {
    ordered_json row{{key, of.id}};
    row.update(change(of));
    out.push_back(std::move(row));
  }
  return out;
}

ordered_json side(const Case& c, const Outcome& outcome) {
  return {{"round", round_of(c).id},
          {"people", outcome.people.count()},
          {"safe", outcome.safe.count()},
          {"upper_bound", outcome.upper_bound.count()},
          {"gap", outcome.gap}};
}

}  // namespace

ordered_json json_of(const plan::Plan& plan) {
  const plan::LocalClock clock(plan.time_zone, plan.start);
  ordered_json out;
  out["people"] = plan.people.count();
  out["safe"] = plan.safe.count();
  out["left"] = plan.left.count();
  out["staying"] = plan.staying.count();
  out["unreached"] = plan.unreached.count();
  out["last_arrival"] = plan.last_arrival ? ordered_json(clock.iso(*plan.last_arrival)) : ordered_json(nullptr);
  out["upper_bound"] = plan.upper_bound.count();
  out["gap"] = plan.gap;
  out["curve_gap"] = plan.curve_gap;
  out["exposure_person_h"] = plan.exposure_person_h.to_double();
  out["safe_by"] = ordered_json::array();
  for (const plan::SafeBy& row : plan.safe_by) {
    out["safe_by"].push_back(
        {{"time", clock.iso(row.time)}, {"persons", row.persons.count()}, {"at_most", row.at_most.count()}});
  }
  out["left_by_district"] = ordered_json::array();
  for (const plan::LeftByDistrict& row : plan.left_by_district) {
    out["left_by_district"].push_back({{"district", row.district},
                                       {"persons", row.persons.count()},
                                       {"reason", row.reason},
                                       {"held_by", row.held_by}});
  }
  out["certificate"] = {{"accepted", plan.certificate_accepted}, {"kind", plan.certificate_kind}};
  out["bottlenecks"] = ordered_json::array();
  for (const plan::Bottleneck& row : plan.bottlenecks) {
    out["bottlenecks"].push_back(
        {{"kind", row.kind}, {"id", row.id}, {"name", row.name}, {"at_most", row.at_most.count()}, {"asks", row.asks}});
  }
  out["findings"] = ordered_json::array();
  for (const Problem& finding : plan.findings) {
    ordered_json row{{"code", finding.code}, {"where", finding.where}, {"what", finding.problem}};
    row["persons"] = finding.persons >= 0 ? ordered_json(finding.persons) : ordered_json(nullptr);
    out["findings"].push_back(std::move(row));
  }
  out["refuges"] = ordered_json::array();
  for (const plan::RefugeRow& row : plan.refuges)
    out["refuges"].push_back({{"id", row.id}, {"persons", row.persons.count()}});
  if (!plan.groups.empty()) {
    std::vector<Persons> safe(plan.groups.size());
    for (const plan::Order& order : plan.orders) safe[order.group] += order.persons;
    out["groups"] = ordered_json::array();
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
      out["groups"].push_back({{"id", plan.groups[g].id}, {"safe", safe[g].count()}});
    out["trips"] = plan.trips.size();
  }
  out["round"] = plan.round_id;
  out["round_status"] = plan.round_status;
  out["version"] = plan.provenance.version;
  out["options"] = plan.provenance.options;
  return out;
}

ordered_json json_of(const PriceOfFairness& price) {
  return {{"least_share", price.share_after},
          {"least_share_soonest", price.share_before},
          {"people", price.people.count()},
          {"hours_later", price.hours_later}};
}

ordered_json json_of(const PriceOfSimplicity& price, std::size_t routes) {
  return {{"routes", routes},
          {"fewer_safe", price.people.count()},
          {"hours_later", price.hours_later},
          {"orders", price.orders_after},
          {"orders_any_routes", price.orders_before}};
}

ordered_json json_of(const PriceOfPriority& price) {
  return {{"fewer_safe", price.fewer_safe.count()}, {"hours_later", price.hours_later}};
}

ordered_json json_of(const Difference& difference) {
  ordered_json out{{"people", change(difference.people)},
                   {"safe", change(difference.safe)},
                   {"left", change(difference.left)},
                   {"upper_bound", change(difference.upper_bound)}};
  out["mean_hours_earlier"] = or_null(difference.mean_hours_earlier);
  out["districts"] = changes("district", difference.districts);
  out["refuges"] = changes("id", difference.refuges);
  out["roads"] = changes("id", difference.roads);
  return out;
}

ordered_json json_of(const Case& c, const Worths& worths) {
  ordered_json out;
  out["round"] = c.agreement.planned.valid() ? round_of(c).id : "";
  out["deadline"] = scenario::local_time(c, c.horizon);
  out["people"] = worths.base.people.count();
  out["safe"] = worths.base.safe.count();
  out["upper_bound"] = worths.base.upper_bound.count();
  out["gap"] = worths.base.gap;
  out["terms"] = ordered_json::array();
  for (const TermWorth& worth : worths.terms) {
    const scenario::Term& term = c.agreement.terms[worth.term];
    ordered_json row{{"term", term.id}, {"grants_needed", worth.grants_needed}};
    row["exact"] = or_null(worth.exact);
    row["at_most"] = worth.at_most.count();
    row["hours_earlier"] = or_null(worth.hours_earlier);
    row["gap"] = worth.exact ? ordered_json(worth.gap) : ordered_json(nullptr);
    row["in_force"] = term.in_force;
    row["what"] = term_in_words(c, term);
    out["terms"].push_back(std::move(row));
  }
  return out;
}

ordered_json json_of(const Case& c, const Reach& reach) {
  static constexpr const char* kStatus[] = {"reached", "impossible", "not_found", "stopped"};
  ordered_json out{{"status", kStatus[static_cast<int>(reach.status)]},
                   {"deadline", scenario::local_time(c, c.horizon)},
                   {"people_who_move", reach.movable.count()},
                   {"target", reach.target.count()},
                   {"safe", reach.safe.count()},
                   {"upper_bound", reach.upper_bound.count()},
                   {"terms", ordered_json::array()}};
  for (const scenario::TermId id : reach.terms) {
    const scenario::Term& term = c.agreement.terms[id];
    out["terms"].push_back(
        {{"term", term.id}, {"grants_needed", grants_needed(c.agreement, term)}, {"what", term_in_words(c, term)}});
  }
  out["at_least"] = reach.at_least;
  out["asked"] = reach.asked.size();
  out["plans"] = reach.plans;
  out["conditions"] = reach.conditions;
  return out;
}

ordered_json json_of(const std::vector<Case>& rounds, const std::vector<Outcome>& outcomes) {
  ordered_json out{{"rounds", ordered_json::array()}};
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    ordered_json row{{"round", round_of(rounds[i]).id}, {"date", round_of(rounds[i]).date}};
    row.update(side(rounds[i], outcomes[i]));
    out["rounds"].push_back(std::move(row));
  }
  return out;
}

ordered_json json_of(const Case& before, const Case& after, const RoundChange& change) {
  static constexpr const char* kFates[] = {"kept", "added", "dropped"};
  ordered_json out{{"before", side(before, change.before)},
                   {"after", side(after, change.after)},
                   {"more_safe", (change.after.safe - change.before.safe).count()},
                   {"hours_earlier", change.hours_earlier}};
  out["terms"] = ordered_json::array();
  for (const TermChange& term : change.terms) {
    ordered_json row{{"term", term.term}, {"change", kFates[static_cast<int>(term.fate)]}, {"what", term.what}};
    row["people"] = or_null(term.people);
    row["hours_earlier"] = or_null(term.hours_earlier);
    out["terms"].push_back(std::move(row));
  }
  out["districts"] = ordered_json::array();
  for (const DistrictChange& row : change.districts) {
    out["districts"].push_back({{"district", row.district},
                                {"before", row.before.count()},
                                {"after", row.after.count()},
                                {"more", (row.after - row.before).count()},
                                {"hours_earlier", or_null(row.hours_earlier)}});
  }
  return out;
}

ordered_json json_of(const Case& c, const Survival& survival) {
  const auto known = [&](Persons persons) {
    return survival.plan.legs_left_out ? ordered_json(nullptr) : ordered_json(persons.count());
  };
  ordered_json failures = ordered_json::array();
  for (const Failure& failure : survival.failures) {
    failures.push_back({{"corridor", c.agreement.corridors[failure.corridor].id},
                        {"safe", failure.plan.safe.count()},
                        {"upper_bound", failure.plan.upper_bound.count()},
                        {"had_to_use_it", failure.on_it.count()},
                        {"keep_orders", known(failure.kept)},
                        {"certificate_accepted", failure.plan.certificate_accepted}});
  }
  ordered_json out;
  out["survive"] = {{"promise", survival.promise.count()},
                    {"unchanged", known(survival.unchanged)},
                    {"unchanged_by", survival.unchanged_by ? c.agreement.corridors[*survival.unchanged_by].id : ""},
                    {"at_most", survival.promise_at_most.count()},
                    {"price", survival.price().count()},
                    {"failures", std::move(failures)}};
  return out;
}

ordered_json json_of(const Case& c, const std::vector<CutElement>& now, CaseTime at, const plan::Plan& plan) {
  ordered_json out{{"at", scenario::local_time(c, at)},
                   {"safe", plan.safe.count()},
                   {"left", plan.left.count()},
                   {"upper_bound", plan.upper_bound.count()},
                   {"holds", ordered_json::array()}};
  for (const CutElement& element : now) {
    out["holds"].push_back({{"kind", name_of(element.kind)},
                            {"what", element_in_words(c, element)},
                            {"term", element.term},
                            {"state", name_of(element.state)},
                            {"from", scenario::local_time(c, element.when.from)},
                            {"until", scenario::local_time(c, element.when.until)},
                            {"persons_per_h", element.persons_per_h.to_double()},
                            {"hour_at_most", element.hour.count()}});
  }
  return out;
}

}  // namespace passage::answers
