#include "negotiate/concessions.h"

#include <algorithm>
#include <map>
#include <set>

#include "bounds/plan_cuts.h"

namespace passage::negotiate {

using network::Mode;
using network::RoadId;
using scenario::RefugeId;
using scenario::Term;
using scenario::TermKind;

namespace {

constexpr std::int64_t kMicro = 1'000'000;
constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
constexpr std::size_t kMostGates = 10;

bool opens(const Term& term) {
  return term.kind == TermKind::kWindow || term.kind == TermKind::kRoad || term.kind == TermKind::kOpening;
}

Millis length(const Times& times) {
  Millis sum{0};
  for (const CaseInterval& i : times) sum += i.length();
  return sum;
}

Times without(const Times& times, const Times& taken, CaseTime horizon) {
  return intersect(times, complement<CaseTime>(taken, {CaseTime{0}, horizon}));
}

// Rounded up to millionths of a person.
Int128 micro(Rational persons_per_h, Millis time) {
  if (time == Millis{0}) return 0;
  return ceil_div(Int128{persons_per_h.num()} * time.count() * kMicro, Int128{persons_per_h.den()} * 3'600'000);
}

}  // namespace

Concessions::Concessions(bounds::LevelCase of_level, std::vector<TermId> terms)
    : of_level_(std::move(of_level)), terms_(std::move(terms)) {
  const Case all = with_all_but(kNobody);
  outer_ = timenet::travel_network(all, rules::Rounding::kOuter);
  outer_.allowance = of_level_.allowance;
  refuge_ = Table<LinkId, RefugeId>(outer_.tail.size());
  std::map<VertexId, RefugeId> hub;
  for (const timenet::Hub& h : outer_.hubs) hub[h.vertex] = h.refuge;
  for (const LinkId m : outer_.tail.ids()) {
    if (const auto found = hub.find(outer_.head[m]); found != hub.end()) refuge_[m] = found->second;
  }
  none_ = opening_of(c_);
  all_ = opening_of(all);
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    // A term that opens nothing of its own (a checkpoint's) opens something at most by what it replaces.
    const Term& term = c_.agreement.terms[terms_[t]];
    all_but_.push_back(opens(term) || !term.replaces.empty() ? opening_of(with_all_but(t)) : all_);
  }
  find_rates();
}

// Never less open than the case with any set of the terms but this one: what opens is granted and takes
// no other's place, a checkpoint that another would replace is gone, and nobody adds a checkpoint.
Case Concessions::with_all_but(std::size_t left_out) const {
  Case out = c_;
  std::set<std::string> replaced;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    if (t == left_out) continue;
    Term& term = out.agreement.terms[terms_[t]];
    if (opens(term)) term.in_force = true;
    replaced.insert(term.replaces);
  }
  for (Term& term : out.agreement.terms) {
    if (!opens(term) && replaced.contains(term.id)) term.in_force = false;
  }
  return out;
}

Concessions::Opening Concessions::opening_of(const Case& c) const {
  Opening out;
  for (const Mode mode : {Mode::kCar, Mode::kFoot})
    out.by_mode.push_back(rules::access_rules(c, mode, rules::Rounding::kOuter));
  for (const RefugeId r : c.refuges.ids()) out.intake.push_back(rules::intake_times(c, r));
  return out;
}

const Times& Concessions::times(const Opening& opening, LinkId m) const {
  if (refuge_[m].valid()) return opening.intake[refuge_[m].index()];
  return opening.by_mode[static_cast<std::size_t>(outer_.mode[outer_.tail[m]])].of(outer_.arc[m]);
}

// Persons an hour on a road if the gates of `set` are granted; gates index terms_.
Rational Concessions::rate_with(RoadId road, unsigned set, const std::vector<std::size_t>& gates) const {
  std::set<std::string> replaced;
  std::vector<const Term*> there;
  for (const Term& term : c_.agreement.terms) {
    if (term.in_force && term.kind == TermKind::kCheckpoint && term.road == road) there.push_back(&term);
  }
  for (std::size_t i = 0; i < gates.size(); ++i) {
    if ((set >> i & 1u) == 0) continue;
    const Term& term = c_.agreement.terms[terms_[gates[i]]];
    if (term.kind == TermKind::kCheckpoint && term.road == road) there.push_back(&term);
    replaced.insert(term.replaces);
  }
  Rational vehicles = Rational::of(c_.network.capacity_milli_veh_h[road], 1000);
  for (const Term* term : there) {
    if (!replaced.contains(term->id)) {
      vehicles = std::min(vehicles, Rational{term->lanes * 3600} / term->seconds_per_vehicle);
    }
  }
  return persons_at(VehiclesPerHour{vehicles}, c_.behaviour.people_per_car).count();
}

// Which terms change the rate of which road: those of a checkpoint on it, and those that replace one.
void Concessions::find_rates() {
  rates_ = rules::car_rates(c_);
  std::map<RoadId, std::vector<std::size_t>> gates;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const Term& term = c_.agreement.terms[terms_[t]];
    std::set<RoadId> roads;
    if (term.kind == TermKind::kCheckpoint) roads.insert(term.road);
    for (const Term& other : c_.agreement.terms) {
      if (other.id == term.replaces && other.kind == TermKind::kCheckpoint) roads.insert(other.road);
    }
    for (const RoadId road : roads) gates[road].push_back(t);
  }
  for (const auto& [road, all] : gates) {
    Rate rate{rates_[road], rates_[road], std::vector<Rational>(terms_.size(), Rational{0})};
    if (all.size() > kMostGates) {
      rate.most = persons_at(VehiclesPerHour{Rational::of(c_.network.capacity_milli_veh_h[road], 1000)},
                             c_.behaviour.people_per_car)
                      .count();
      for (const std::size_t t : all) rate.gain[t] = rate.most - rate.now;
    }
    for (unsigned set = 0; all.size() <= kMostGates && set < 1u << all.size(); ++set) {
      const Rational now = rate_with(road, set, all);
      rate.most = std::max(rate.most, now);
      for (std::size_t i = 0; i < all.size(); ++i) {
        if ((set >> i & 1u) != 0) continue;
        rate.gain[all[i]] = std::max(rate.gain[all[i]], rate_with(road, set | 1u << i, all) - now);
      }
    }
    changed_.emplace_back(road, std::move(rate));
  }
}

void Concessions::add_part(LinkId m, CaseInterval crossing, LinearBound& out) const {
  Rate plain{outer_.persons_per_h[m], outer_.persons_per_h[m], {}};
  const Rate* rate = &plain;
  if (outer_.arc[m].valid() && outer_.mode[outer_.tail[m]] == Mode::kCar) {
    const RoadId road = c_.network.road[outer_.arc[m]];
    plain.now = plain.most = rates_[road];
    for (const auto& [changed, its] : changed_) {
      if (changed == road) rate = &its;
    }
  }
  // People are whole: one who could have entered in part before the cut may enter as a whole in it.
  const Times& ever = times(all_, m);
  const Times within{crossing};
  if (outer_.allowance > Rational{0}) {
    if (!intersect(ever, within).empty()) out.constant += micro(outer_.allowance, Millis{3'600'000});
  } else if (!ever.empty() && ever.front().from < crossing.from) {
    out.constant += kMicro;
  }
  const Times open = intersect(times(none_, m), within);
  const Millis now = length(open);
  out.constant += micro(rate->now, now);
  for (std::size_t t = 0; t < rate->gain.size(); ++t) out.worth[t] += micro(rate->gain[t], now);
  // Times that some set opens: each is charged to one term without which none does; where there is no
  // such term, to every one that opens anything.
  Times rest = without(intersect(ever, within), open, c_.horizon);
  for (std::size_t t = 0; t < terms_.size() && !rest.empty(); ++t) {
    const Times needs = without(rest, times(all_but_[t], m), c_.horizon);
    if (needs.empty()) continue;
    out.worth[t] += micro(rate->most, length(needs));
    rest = without(rest, needs, c_.horizon);
  }
  for (std::size_t t = 0; t < terms_.size() && !rest.empty(); ++t) out.worth[t] += micro(rate->most, length(rest));
}

// People whom a daily limit lets onto a road on the days of the cut; 0 where there is none.
Int128 Concessions::daily_limit(LinkId m, CaseInterval crossing) const {
  Int128 sum = 0;
  for (const timenet::DailyLimit& limit : outer_.daily) {
    if (!outer_.arc[m].valid() || limit.arc != outer_.arc[m]) continue;
    for (const CaseInterval& day : outer_.days) {
      if (overlap(day, crossing)) sum += Int128{limit.persons.count()} * kMicro;
    }
  }
  return sum;
}

LinearBound Concessions::bound(const std::vector<plan::Label>& rows, std::size_t level) const {
  bounds::TemporalCut cut = bounds::cut_from_rows(rows, outer_, c_.horizon, level);
  bounds::close_unlimited(outer_, cut);  // of links that some term opens, too
  LinearBound out{0, std::vector<Int128>(terms_.size(), 0)};
  for (const timenet::Supply& s : outer_.supplies) {
    if (s.release < cut.deadline && cut.cut_time[s.vertex] > s.release) {
      out.constant += Int128{s.persons.count()} * kMicro;
    }
  }
  out.constant -= Int128{bounds::counted_twice(of_level_, outer_, cut).count()} * kMicro;
  for (const timenet::Hub& hub : outer_.hubs) {
    if (cut.cut_time[hub.vertex] < cut.deadline) out.constant += Int128{hub.capacity->count()} * kMicro;
  }
  for (const LinkId m : outer_.tail.ids()) {
    const CaseInterval crossing{cut.cut_time[outer_.tail[m]], cut.cut_time[outer_.head[m]] - outer_.time[m]};
    if (crossing.empty() || !(outer_.arc[m].valid() || refuge_[m].valid())) continue;
    if (Rational{0} < outer_.persons_per_h[m]) {
      add_part(m, crossing, out);
    } else {
      out.constant += daily_limit(m, crossing);  // walkers are held by nothing else
    }
  }
  return out;
}

}  // namespace passage::negotiate
