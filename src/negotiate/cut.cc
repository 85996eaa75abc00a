#include "negotiate/cut.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "bounds/levels.h"
#include "bounds/plan_cuts.h"

namespace passage::negotiate {

using answers::HoldKind;
using network::ArcId;
using network::RoadId;
using scenario::Term;

namespace {

// The checkpoint in force that is as slow as the road with it, by road.
std::map<RoadId, std::string> gates(const Case& c, const Table<RoadId, Rational>& rates) {
  std::map<RoadId, std::string> out;
  for (const Term& term : c.agreement.terms) {
    if (!term.in_force || term.kind != scenario::TermKind::kCheckpoint) continue;
    const Rational vehicles = Rational{term.lanes * 3600} / term.seconds_per_vehicle;
    const Rational persons = persons_at(VehiclesPerHour{vehicles}, c.behaviour.people_per_car).count();
    if (persons == rates[term.road]) out.emplace(term.road, term.id);
  }
  return out;
}

Persons in_an_hour(Rational persons_per_h, Persons left) {
  return std::min(left, Persons{persons_per_h.ceil()});
}

// Holds of one place that meet in time become one for each time, their figures added up.
std::vector<Hold> added_up(std::vector<Hold> all, Persons left) {
  const auto place = [](const Hold& h) { return std::tie(h.kind, h.state, h.arc, h.refuge, h.term); };
  std::stable_sort(all.begin(), all.end(), [&](const Hold& a, const Hold& b) { return place(a) < place(b); });
  std::vector<Hold> out;
  for (auto from = all.begin(); from != all.end();) {
    const auto until = std::find_if(from, all.end(), [&](const Hold& h) { return place(h) != place(*from); });
    std::set<CaseTime> changes;
    for (auto hold = from; hold != until; ++hold) changes.insert({hold->when.from, hold->when.until});
    for (auto at = changes.begin(); std::next(at) != changes.end(); ++at) {
      Hold sum = *from;
      sum.when = {*at, *std::next(at)};
      sum.persons_per_h = Rational{0};
      bool any = false;
      for (auto hold = from; hold != until; ++hold) {
        if (!overlap(hold->when, sum.when)) continue;
        any = true;
        sum.persons_per_h = sum.persons_per_h + hold->persons_per_h;
      }
      if (sum.kind != HoldKind::kRoom) sum.hour = in_an_hour(sum.persons_per_h, left);
      if (any) out.push_back(std::move(sum));
    }
    from = until;
  }
  std::stable_sort(out.begin(), out.end(), [](const Hold& a, const Hold& b) { return b.hour < a.hour; });
  return out;
}

}  // namespace

std::vector<Hold> holds(const Case& c, const TravelNetwork& outer, const TemporalCut& cut, Persons left) {
  const Table<RoadId, Rational> rates = rules::car_rates(c);
  const std::map<RoadId, std::string> gate = gates(c, rates);
  std::map<VertexId, scenario::RefugeId> refuge_of;
  std::vector<Hold> out;
  for (const timenet::Hub& hub : outer.hubs) {
    refuge_of[hub.vertex] = hub.refuge;
    if (!hub.gate.valid() || cut.cut_time[hub.vertex] >= cut.deadline) continue;
    out.push_back({.kind = HoldKind::kRoom, .refuge = hub.refuge, .when = {CaseTime{0}, cut.deadline}, .hour = left});
  }
  for (const LinkId m : outer.tail.ids()) {
    const CaseInterval crossing{cut.cut_time[outer.tail[m]], cut.cut_time[outer.head[m]] - outer.time[m]};
    const Rational rate = outer.persons_per_h[m];
    if (crossing.empty() || !(Rational{0} < rate)) continue;
    Hold hold{.persons_per_h = rate, .hour = in_an_hour(rate, left)};
    if (outer.arc[m].valid()) {
      hold.arc = outer.arc[m];
      const auto found = gate.find(c.network.road[hold.arc]);
      if (found != gate.end()) {
        hold.kind = HoldKind::kCheckpoint;
        hold.term = found->second;
      }
    } else if (const auto found = refuge_of.find(outer.head[m]); found != refuge_of.end()) {
      hold.kind = HoldKind::kIntake;
      hold.refuge = found->second;
    } else {
      continue;
    }
    const auto add = [&](answers::HoldState state, const Times& times) {
      hold.state = state;
      for (const CaseInterval& when : times) {
        hold.when = when;
        out.push_back(hold);
      }
    };
    add(answers::HoldState::kFull, intersect(outer.opening(m), Times{crossing}));
    add(answers::HoldState::kClosed, complement<CaseTime>(outer.opening(m), crossing));
  }
  std::stable_sort(out.begin(), out.end(), [](const Hold& a, const Hold& b) { return b.hour < a.hour; });
  return out;
}

std::vector<Hold> holds(const Case& c, const plan::Plan& plan) {
  const Persons left = plan.left - plan.unreached;
  std::vector<Hold> out;
  for (const bounds::ProvingCase& part : bounds::proving_cases(c, plan)) {
    const TravelNetwork outer = bounds::outer_of(part.of);
    const TemporalCut cut = bounds::cut_from_rows(plan.labels, outer, c.horizon, part.level);
    for (Hold& hold : holds(part.of.c, outer, cut, left)) {
      hold.persons_per_h = hold.persons_per_h * part.weight;
      out.push_back(std::move(hold));
    }
  }
  return plan.levels.empty() ? out : added_up(std::move(out), left);
}

}  // namespace passage::negotiate
