#include "verify/groups.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/text.h"
#include "scenario/travellers.h"
#include "verify/cumulative.h"
#include "verify/orders.h"

namespace passage::verify {

using certify::Tick;

namespace {

using scenario::Group;
using scenario::OriginId;
using scenario::RefugeId;

constexpr std::int64_t kMicro = 1'000'000, kNano = 1'000'000'000;
constexpr Int128 kMostOfRamp = std::int64_t{1} << 62;

bool same_groups(const Case& c, const Plan& plan, const std::vector<Group>& groups, Findings& findings) {
  bool same = plan.groups.size() == groups.size();
  for (std::size_t g = 0; same && g < groups.size(); ++g) {
    const std::string fleet = groups[g].fleet ? c.fleets[*groups[g].fleet].id : std::string();
    same = plan.groups[g] ==
           plan::GroupRow{groups[g].id, fleet, groups[g].priority, groups[g].people_per_unit, groups[g].rail};
  }
  const auto known = [&](std::size_t group) { return group < plan.groups.size(); };
  same &= std::all_of(plan.orders.begin(), plan.orders.end(), [&](const auto& row) { return known(row.group); });
  same &= std::all_of(plan.flows.begin(), plan.flows.end(), [&](const auto& row) { return known(row.group); });
  same &= std::all_of(plan.arrivals.begin(), plan.arrivals.end(), [&](const auto& row) { return known(row.group); });
  if (!same) findings.add("groups", "the plan's groups of travellers are not those of the case");
  return same;
}

// The group's case with nothing short in it but time: capacities are checked for all groups at once.
Case unhindered(const Case& c, const Group& group) {
  Case out = only(c, group);
  out.behaviour.people_per_car = PersonsPerVehicle{group.people_per_unit * Rational{1'000'000}};
  for (scenario::Refuge& refuge : out.refuges) {
    refuge.capacity.reset();
    refuge.intake.reset();
  }
  for (scenario::Term& term : out.agreement.terms) term.in_force &= term.kind != scenario::TermKind::kDailyLimit;
  return out;
}

// The group's rows.
Plan part_of(const Plan& plan, std::size_t group) {
  Plan out;
  out.time_zone = plan.time_zone;
  out.start = plan.start;
  out.horizon = plan.horizon;
  out.nodes = plan.nodes;
  out.roads = plan.roads;
  out.origins = plan.origins;
  out.refuges = plan.refuges;
  out.legs_left_out = plan.legs_left_out;
  std::map<std::string, Persons> safe;
  Table<plan::OrderId, plan::OrderId> now(plan.orders.size());
  for (const plan::OrderId id : plan.orders.ids()) {
    if (plan.orders[id].group != group) continue;
    now[id] = out.orders.push_back(plan.orders[id]);
    safe[plan.orders[id].origin_id] += plan.orders[id].persons;
  }
  for (plan::Leg leg : plan.legs) {
    if (!plan.orders.contains(leg.order) || !now[leg.order].valid()) continue;
    leg.order = now[leg.order];
    out.legs.push_back(leg);
  }
  for (const plan::Flow& flow : plan.flows)
    if (flow.group == group) out.flows.push_back(flow);
  for (const plan::Arrival& arrival : plan.arrivals)
    if (arrival.group == group) out.arrivals.push_back(arrival);
  for (plan::OriginRow& row : out.origins) row.safe = safe[row.id];
  std::map<std::string, Persons> taken;
  for (const plan::Arrival& arrival : out.arrivals) taken[arrival.refuge_id] += arrival.persons;
  for (plan::RefugeRow& row : out.refuges) row.persons = taken[row.id];
  return out;
}

RuleSet rules_of(const Case& c, const RuleSet& of_case) {
  RuleSet out = of_case;
  out.inner = certify::make_rules(c, of_case.inner.precision);
  return out;
}

class Together {
 public:
  Together(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules,
           const std::vector<Group>& groups, Findings& findings)
      : c_(c), plan_(plan), matched_(matched), rules_(rules), groups_(groups), findings_(findings) {}

  void check() {
    roads();
    refuges();
    people();
  }

 private:
  struct Use {
    std::vector<Ramp> units, persons;  // 1/kNano cars' room; persons
    Rational slack{0};                 // cars' room
    std::vector<char> seen;            // by group
  };

  // In 1/kNano of a car's room, up; no more than a ramp holds, which is more than any road lets through.
  [[nodiscard]] std::int64_t room(const plan::Flow& flow) const {
    const Group& group = groups_[flow.group];
    Rational units = Rational{flow.persons.count()} / group.people_per_unit;
    if (group.fleet) {
      const std::int64_t seats = c_.fleets[*group.fleet].seats;
      units = c_.behaviour.bus_car_units * Rational{(flow.persons.count() + seats - 1) / seats};
    }
    return narrow(std::min(ceil_div(Int128{units.num()} * kNano, units.den()), kMostOfRamp));
  }

  void roads() {
    std::map<std::size_t, Use> uses;
    for (const plan::Flow& flow : plan_.flows) {
      if (!plan_.roads.contains(flow.road) || !matched_.road[flow.road].valid() || flow.enter.empty()) continue;
      Use& use = uses[certify::side_index(matched_.road[flow.road], flow.direction)];
      const Interval<std::int64_t> enter{flow.enter.from.count(), flow.enter.until.count()};
      use.persons.push_back({enter.from, enter.until, flow.persons.count(), 0});
      if (flow.mode == Mode::kFoot) continue;
      use.units.push_back({enter.from, enter.until, room(flow), 0});
      use.seen.resize(groups_.size(), 0);
      if (!groups_[flow.group].fleet && !std::exchange(use.seen[flow.group], 1))
        use.slack = use.slack + one_person() / groups_[flow.group].people_per_unit;
    }
    for (const auto& [side, use] : uses) {
      const RoadId road{side / 2};
      const std::string name =
          fmt::format("road {} {}", c_.network.road_id[road], side % 2 == 0 ? "forward" : "backward");
      Rational rate = rules_.inner.rate[road.index()] / c_.behaviour.people_per_car.count();
      within(name, "cars' room", use.units, rate, kNano, rules_.inner.of(Mode::kCar).of(side),
             rules_.inner.precision.per_ms, use.slack, "capacity");
      for (const certify::DailyLimit& limit : rules_.inner.daily)
        if (limit.side == side) daily(limit, use.persons);
    }
  }

  // Between any two moments no more than rate x open time, and slack; ramps in 1/unit of what is counted.
  void within(const std::string& name, const char* what, std::vector<Ramp> ramps, Rational rate, std::int64_t unit,
              const certify::Times& times, Tick per_ms, Rational slack, const char* rule) {
    for (const Interval<Tick>& open : times) {
      for (const Tick t : {open.from / per_ms, open.until / per_ms}) ramps.push_back({t, t, 0, 0});
    }
    const auto allowed_before = [&](std::int64_t at) {
      Int128 length = 0;
      for (const Interval<Tick>& open : times)
        length += std::max<Int128>(0, std::min<Int128>(open.until, Int128{at} * per_ms) - open.from);
      return floor_div(length * rate.num() * unit / per_ms, Int128{rate.den()} * 3'600'000);
    };
    const Int128 most = ceil_div(Int128{slack.num()} * unit, slack.den());
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      Number least = Number(0);
      bool told = false;
      sweep<Number>(ramps, 1, scale, [&](std::int64_t at, auto before, auto) {
        const Number over = Number(before[0]) - Number(static_cast<std::int64_t>(allowed_before(at))) * scale;
        if (over - least > Number(static_cast<std::int64_t>(most)) * scale && !told) {
          told = true;
          findings_.add(rule, fmt::format("{}: by {} more {} has been taken than there is", name,
                                          findings_.clock(Millis{at}), what));
        }
        least = std::min(least, over);
      });
    });
  }

  void daily(const certify::DailyLimit& limit, std::vector<Ramp> ramps) {
    std::vector<CaseInterval> days = c_.days;
    if (days.empty()) days = {{CaseTime{0}, c_.horizon}};
    for (const CaseInterval& day : days) ramps.push_back({day.until.count(), day.until.count(), 0, 0});
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      std::size_t day = 0;
      Number at_midnight = Number(0);
      sweep<Number>(ramps, 1, scale, [&](std::int64_t at, auto before, auto) {
        if (day == days.size() || at != days[day].until.count()) return;
        if (before[0] - at_midnight > Number(limit.persons.count()) * scale) {
          findings_.add("daily limit", fmt::format("corridor {}, {}: more people enter than its {} a day",
                                                   limit.corridor, findings_.span(days[day]), limit.persons.count()));
        }
        at_midnight = before[0];
        ++day;
      });
    });
  }

  void refuges() {
    for (const RefugeId r : c_.refuges.ids()) {
      const scenario::Refuge& refuge = c_.refuges[r];
      std::vector<Ramp> ramps;
      std::vector<char> seen(groups_.size(), 0);
      Rational slack{0};
      std::int64_t total = 0;
      for (const plan::Arrival& arrival : plan_.arrivals) {
        if (arrival.refuge_id != refuge.id || arrival.taken.empty()) continue;
        ramps.push_back({arrival.taken.from.count(), arrival.taken.until.count(),
                         narrow(std::min(Int128{arrival.persons.count()} * kMicro, kMostOfRamp)), 0});
        total += arrival.persons.count();
        if (!groups_[arrival.group].fleet && !std::exchange(seen[arrival.group], 1)) slack = slack + one_person();
      }
      if (refuge.capacity && total > refuge.capacity->count()) {
        findings_.add("intake", fmt::format("refuge {}: {} people are taken in, it has room for {}", refuge.id,
                                            grouped(total), grouped(refuge.capacity->count())));
      }
      for (const plan::RefugeRow& row : plan_.refuges) {
        if (row.id == refuge.id && row.persons.count() != total)
          findings_.add("orders", fmt::format("refuge {}: {} people are said to be taken in, arrivals are {}",
                                              refuge.id, row.persons.count(), total));
      }
      if (!refuge.intake || ramps.empty()) continue;
      certify::Times open;
      for (const CaseInterval& times : rules_.inner.intake[r.index()])
        open.push_back({times.from.count(), times.until.count()});
      within("refuge " + refuge.id, "of its intake", std::move(ramps), refuge.intake->count(), kMicro, open, 1, slack,
             "intake");
    }
  }

  // Who has no car goes by bus or on foot, once; all orders together are those safe.
  void people() {
    std::map<std::string, std::int64_t> all, without_car;
    for (const plan::Order& order : plan_.orders) {
      all[order.origin_id] += order.persons.count();
      if (groups_[order.group].fleet || order.mode == Mode::kFoot)
        without_car[order.origin_id] += order.persons.count();
    }
    for (const scenario::Origin& origin : c_.origins) {
      if (without_car[origin.id] > origin.on_foot.count()) {
        findings_.add("orders", fmt::format("origin {}: orders send {} people by bus and on foot, it has {}", origin.id,
                                            without_car[origin.id], origin.on_foot.count()));
      }
    }
    for (const plan::OriginRow& row : plan_.origins) {
      if (all[row.id] != row.safe.count()) {
        findings_.add("orders", fmt::format("origin {}: {} people are said to be safe, orders bring out {}", row.id,
                                            row.safe.count(), all[row.id]));
      }
    }
  }

  const Case& c_;
  const Plan& plan_;
  const Matched& matched_;
  const RuleSet& rules_;
  const std::vector<Group>& groups_;
  Findings& findings_;
};

// The most of each group that wait at a place, at whatever times, fit in it together.
void check_staging(const Case& c, const std::vector<std::vector<std::int64_t>>& waiting, Findings& findings) {
  std::vector<std::int64_t> room(c.network.node_count(), 0);
  for (const RoadId r : c.staging.ids()) room[c.network.to[r].index()] += c.staging[r].count();
  for (const network::NodeId v : c.network.position.ids()) {
    std::int64_t sum = 0;
    for (const auto& of_group : waiting) sum += of_group[v.index()];
    if (sum > room[v.index()])
      findings.add("waiting", fmt::format("node {}: the most of each group that wait there are {} people, it has room "
                                          "for {}",
                                          c.network.node_name[v], sum, room[v.index()]));
  }
}

}  // namespace

void check_groups(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  const std::vector<Group> groups = scenario::groups(c);
  if (!same_groups(c, plan, groups, findings)) return;
  std::vector<std::vector<std::int64_t>> waiting(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Case mine = unhindered(c, groups[g]);
    const Plan part = part_of(plan, g);
    const RuleSet alone = rules_of(mine, rules);
    check_rows(mine, part, matched, alone, findings);
    check_movement(mine, part, matched, alone, findings, &waiting[g]);
    check_orders(mine, part, matched, findings);
  }
  Together(c, plan, matched, rules, groups, findings).check();
  if (c.wait == scenario::WaitRule::kOriginsAndStaging) check_staging(c, waiting, findings);
}

}  // namespace passage::verify
