#include "negotiate/cut.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "bounds/levels.h"
#include "bounds/plan_cuts.h"

namespace passage::negotiate {

using answers::CutElementKind;
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

// Elements of one place that meet in time become one for each time, their figures added up.
std::vector<CutElement> added_up(std::vector<CutElement> all, Persons left) {
  const auto place = [](const CutElement& h) { return std::tie(h.kind, h.state, h.arc, h.refuge, h.term); };
  std::stable_sort(all.begin(), all.end(),
                   [&](const CutElement& a, const CutElement& b) { return place(a) < place(b); });
  std::vector<CutElement> out;
  for (auto from = all.begin(); from != all.end();) {
    const auto until = std::find_if(from, all.end(), [&](const CutElement& h) { return place(h) != place(*from); });
    std::set<CaseTime> changes;
    for (auto element = from; element != until; ++element) changes.insert({element->when.from, element->when.until});
    for (auto at = changes.begin(); std::next(at) != changes.end(); ++at) {
      CutElement sum = *from;
      sum.when = {*at, *std::next(at)};
      sum.persons_per_h = Rational{0};
      bool any = false;
      for (auto element = from; element != until; ++element) {
        if (!overlap(element->when, sum.when)) continue;
        any = true;
        sum.persons_per_h = sum.persons_per_h + element->persons_per_h;
      }
      if (sum.kind != CutElementKind::kRoom) sum.hour = in_an_hour(sum.persons_per_h, left);
      if (any) out.push_back(std::move(sum));
    }
    from = until;
  }
  std::stable_sort(out.begin(), out.end(), [](const CutElement& a, const CutElement& b) { return b.hour < a.hour; });
  return out;
}

}  // namespace

std::vector<CutElement> cut_elements(const Case& c, const TravelNetwork& outer, const TemporalCut& cut, Persons left) {
  const Table<RoadId, Rational> rates = rules::car_rates(c);
  const std::map<RoadId, std::string> gate = gates(c, rates);
  std::map<VertexId, scenario::RefugeId> refuge_of;
  std::vector<CutElement> out;
  for (const timenet::Hub& hub : outer.hubs) {
    refuge_of[hub.vertex] = hub.refuge;
    if (!hub.gate.valid() || cut.cut_time[hub.vertex] >= cut.deadline) continue;
    out.push_back(
        {.kind = CutElementKind::kRoom, .refuge = hub.refuge, .when = {CaseTime{0}, cut.deadline}, .hour = left});
  }
  for (const LinkId m : outer.tail.ids()) {
    const CaseInterval crossing{cut.cut_time[outer.tail[m]], cut.cut_time[outer.head[m]] - outer.time[m]};
    const Rational rate = outer.persons_per_h[m];
    if (crossing.empty() || !(Rational{0} < rate)) continue;
    CutElement element{.persons_per_h = rate, .hour = in_an_hour(rate, left)};
    if (outer.arc[m].valid()) {
      element.arc = outer.arc[m];
      const auto found = gate.find(c.network.road[element.arc]);
      if (found != gate.end()) {
        element.kind = CutElementKind::kCheckpoint;
        element.term = found->second;
      }
    } else if (const auto found = refuge_of.find(outer.head[m]); found != refuge_of.end()) {
      element.kind = CutElementKind::kIntake;
      element.refuge = found->second;
    } else {
      continue;
    }
    const auto add = [&](answers::CutElementState state, const Times& times) {
      element.state = state;
      for (const CaseInterval& when : times) {
        element.when = when;
        out.push_back(element);
      }
    };
    add(answers::CutElementState::kFull, intersect(outer.opening(m), Times{crossing}));
    add(answers::CutElementState::kClosed, complement<CaseTime>(outer.opening(m), crossing));
  }
  std::stable_sort(out.begin(), out.end(), [](const CutElement& a, const CutElement& b) { return b.hour < a.hour; });
  return out;
}

std::vector<CutElement> cut_elements(const Case& c, const plan::Plan& plan) {
  const Persons left = plan.left - plan.unreached;
  std::vector<CutElement> out;
  for (const bounds::ProvingCase& part : bounds::proving_cases(c, plan)) {
    const TravelNetwork outer = bounds::outer_of(part.of);
    const TemporalCut cut = bounds::cut_from_rows(plan.labels, outer, c.horizon, part.level);
    for (CutElement& element : cut_elements(part.of.c, outer, cut, left)) {
      element.persons_per_h = element.persons_per_h * part.weight;
      out.push_back(std::move(element));
    }
  }
  return plan.levels.empty() ? out : added_up(std::move(out), left);
}

}  // namespace passage::negotiate
