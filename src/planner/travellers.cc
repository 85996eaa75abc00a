#include "planner/travellers.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "planner/convoys.h"
#include "planner/core.h"
#include "planner/exposure.h"
#include "planner/hold_back.h"
#include "planner/levels.h"
#include "planner/reasons.h"
#include "solver/solve.h"

namespace passage::planner {

using scenario::Group;
using scenario::OriginId;
using scenario::TermKind;

namespace {

constexpr Millis kHour{3'600'000}, kMinute{60'000};

// Of a daily limit each group gets as much as it has of those who move.
void share_daily_limits(const Case& c, Case& of_group) {
  std::int64_t mine = 0, all = 0;
  for (const OriginId o : c.origins.ids()) {
    mine += (of_group.origins[o].by_car + of_group.origins[o].on_foot).count();
    all += (c.origins[o].by_car + c.origins[o].on_foot).count();
  }
  for (scenario::Term& term : of_group.agreement.terms) {
    if (term.kind == TermKind::kDailyLimit)
      term.persons_per_day = Persons{(Rational{term.persons_per_day.count()} * Rational::of(mine, all)).floor()};
  }
}

class GroupPlanner {
 public:
  GroupPlanner(const Case& c, const PlanOptions& options)
      : c_(c),
        options_(options),
        groups_(scenario::groups(c)),
        taken_(c),
        plan_(plan_of_case(c)),
        on_foot_(c.origins.size()) {
    for (const OriginId o : c.origins.ids()) on_foot_[o] = c.origins[o].on_foot;
    for (const network::ArcId a : c.network.head.ids()) arc_of_[{c.network.road[a], c.network.direction[a]}] = a;
    for (const Group& group : groups_) {
      plan_.groups.push_back(
          {group.id, group.fleet ? c.fleets[*group.fleet].id : std::string{}, group.priority, group.people_per_unit});
    }
    plan_.trips.clear();
  }

  plan::Plan run() {
    choose();
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      groups_[g].fleet ? add_buses(g) : add_cars(g);
      if (options_.progress)
        options_.progress(0.7 * static_cast<double>(g + 1) / static_cast<double>(groups_.size()), groups_[g].id);
    }
    sort_rows();
    totals();
    plan_.exposure_person_h = exposure(plan_, c_);
    const LevelProofs proofs = prove_levels(c_, groups_, step_, deadlines(label_hours()), options_.stop);
    add_curve(proofs);
    add_labels(proofs);
    add_reasons(proofs);
    plan_.certificate_kind = "levels";
    plan_.certificate_accepted = plan_.safe <= plan_.upper_bound;
    plan_.provenance.options = fmt::format("step={}s", Rational::of(step_.count(), 1000).to_string());
    return std::move(plan_);
  }

 private:
  [[nodiscard]] std::vector<CaseTime> deadlines(std::int64_t hours) const {
    std::vector<CaseTime> out;
    for (CaseTime t = kHour * hours; t < c_.horizon; t += kHour * hours) out.push_back(t);
    out.push_back(c_.horizon);
    return out;
  }
  // Few enough to keep labels for.
  [[nodiscard]] std::int64_t label_hours() const {
    constexpr std::int64_t kMostLabels = 3'000'000;
    const auto rows = static_cast<std::int64_t>(2 * groups_.size() * c_.network.node_count() * deadlines(1).size());
    return std::max<std::int64_t>(1, (rows + kMostLabels - 1) / kMostLabels);
  }

  // Whole minutes, or what all people in one case would need.
  void choose() {
    unreached_ = movement(c_, Rounding::kInner).unreached;
    step_ = options_.step;
    if (step_ > Millis{0}) return;
    const Core core(movement(c_, Rounding::kOuter));
    step_ = std::max(kMinute, choose_step(core.movement()));
  }

  // As far as they do not go by bus.
  [[nodiscard]] Case case_of(const Group& group) const {
    Case out = only(c_, group);
    for (const OriginId o : c_.origins.ids()) {
      scenario::Origin& origin = out.origins[o];
      if (!belongs(c_, group, o)) continue;
      (group.fleet ? origin.by_car : origin.on_foot) = on_foot_[o];
    }
    return out;
  }

  void add_cars(std::size_t g) {
    Case mine = case_of(groups_[g]);
    share_daily_limits(c_, mine);
    const Movement all = movement(mine, Rounding::kInner), outer = movement(mine, Rounding::kOuter);
    if (all.supplies.empty()) return;
    const Movement inner = Core(outer).part_of(all);
    Discrete discrete = discretise(inner, step_);
    reserve(taken_, inner, groups_[g].people_per_unit, discrete);
    solver::SolveOptions how;
    how.aim = solver::Aim::kSafeEarly;
    how.labels = solver::Labels::kAtDeadlines;
    how.stop = options_.stop;
    solver::Solved solved = solver::solve(discrete.problem, how);
    keep_trips(unroll(inner, discrete, solved.solution), discrete, solved.solution);
    hold_back(inner, discrete, solved.solution);
    const Trips trips = unroll(inner, discrete, solved.solution);
    plan::Plan part = plan_of_case(mine);
    part.findings.clear();
    add_trips(part, mine, inner, discrete, solved.solution, trips, options_.most_legs);
    merge(std::move(part), g);
  }

  void add_buses(std::size_t g) {
    const Case mine = case_of(groups_[g]);
    const Movement all = movement(mine, Rounding::kInner), outer = movement(mine, Rounding::kOuter);
    const Movement inner = Core(outer).part_of(all);
    const scenario::Fleet& fleet = c_.fleets[*groups_[g].fleet];
    if (all.unreached[fleet.base] == Persons{0}) unreached_[fleet.base] = Persons{0};  // cars go where buses go
    plan::Plan part;
    for (const Convoy& convoy : convoys(mine, groups_[g], inner, taken_)) {
      add_convoy(convoy, inner, fleet, part);
      on_foot_[fleet.base] -= convoy.persons;
    }
    merge(std::move(part), g);
  }

  void add_convoy(const Convoy& convoy, const Movement& m, const scenario::Fleet& fleet, plan::Plan& part) const {
    const CaseTime departs = convoy.way.front().second;
    plan::Order order;
    order.origin_id = c_.origins[fleet.base].id;
    order.refuge_id = c_.refuges[m.hubs[convoy.hub].refuge].id;
    order.persons = convoy.persons;
    order.depart = {departs, departs + kConvoy};
    order.arrive_until = convoy.taken.until;
    const plan::OrderId id = part.orders.push_back(order);
    std::int32_t seq = 0;
    for (const auto& [move, at] : convoy.way) {
      const network::ArcId a = m.arc[move];
      const CaseInterval enter{at, at + kConvoy};
      const network::RoadId road = c_.network.road[a];
      part.legs.push_back({id, ++seq, road, c_.network.direction[a], enter, convoy.persons});
      part.flows.push_back({road, c_.network.direction[a], network::Mode::kCar, enter, convoy.persons});
    }
    part.arrivals.push_back({order.refuge_id, convoy.taken, convoy.persons});
    Persons left = convoy.persons;
    for (const std::int64_t vehicle : convoy.vehicles) {
      const Persons persons = std::min(left, Persons{fleet.seats});
      left -= persons;
      part.trips.push_back({{}, fleet.id, vehicle, id, departs, convoy.ready, persons});
    }
  }

  void merge(plan::Plan part, std::size_t g) {
    const auto first = static_cast<std::uint32_t>(plan_.orders.size());
    const auto renumbered = [&](plan::OrderId id) { return plan::OrderId{id.index() + first}; };
    for (plan::Order& order : part.orders) {
      order.id = fmt::format("o{}", plan_.orders.size() + 1);
      order.group = g;
      plan_.orders.push_back(std::move(order));
    }
    for (plan::Leg& leg : part.legs) {
      leg.order = renumbered(leg.order);
      plan_.legs.push_back(leg);
    }
    for (plan::Flow& flow : part.flows) {
      flow.group = g;
      take(flow, g);
      plan_.flows.push_back(flow);
    }
    for (plan::Arrival& arrival : part.arrivals) {
      arrival.group = g;
      for (const scenario::RefugeId r : c_.refuges.ids()) {
        if (c_.refuges[r].id == arrival.refuge_id)
          taken_.persons[r].push_back({arrival.taken, Rational{arrival.persons.count()}});
      }
      plan_.arrivals.push_back(std::move(arrival));
    }
    for (plan::TripRow& trip : part.trips) {
      trip.order = renumbered(trip.order);
      plan_.trips.push_back(std::move(trip));
    }
    plan_.legs_left_out |= part.legs_left_out;
    plan_.findings.insert(plan_.findings.end(), part.findings.begin(), part.findings.end());
  }

  void take(const plan::Flow& flow, std::size_t g) {
    if (flow.mode != network::Mode::kCar) return;
    Rational units = Rational{flow.persons.count()} / groups_[g].people_per_unit;
    if (groups_[g].fleet) {
      const std::int64_t seats = c_.fleets[*groups_[g].fleet].seats;
      units = c_.behaviour.bus_car_units * Rational{(flow.persons.count() + seats - 1) / seats};
    }
    taken_.units[arc_of_.at({flow.road, flow.direction})].push_back({flow.enter, units});
  }

  // In the order that files have.
  void sort_rows() {
    std::stable_sort(plan_.flows.begin(), plan_.flows.end(), [](const plan::Flow& x, const plan::Flow& y) {
      return std::tuple(x.road, x.direction, x.mode, x.enter.from) <
             std::tuple(y.road, y.direction, y.mode, y.enter.from);
    });
    std::stable_sort(plan_.arrivals.begin(), plan_.arrivals.end(), [](const plan::Arrival& x, const plan::Arrival& y) {
      return std::tie(x.refuge_id, x.taken.from) < std::tie(y.refuge_id, y.taken.from);
    });
    std::stable_sort(plan_.trips.begin(), plan_.trips.end(), [](const plan::TripRow& x, const plan::TripRow& y) {
      return std::tie(x.fleet_id, x.vehicle, x.depart) < std::tie(y.fleet_id, y.vehicle, y.depart);
    });
    for (std::size_t i = 0; i < plan_.trips.size(); ++i) plan_.trips[i].id = fmt::format("t{}", i + 1);
    if (!plan_.legs_left_out) return;
    plan_.legs.clear();
  }

  void totals() {
    std::map<std::string, Persons> safe;
    for (const plan::Order& order : plan_.orders) safe[order.origin_id] += order.persons;
    for (const OriginId o : c_.origins.ids()) {
      plan::OriginRow& row = plan_.origins[o.index()];
      row.safe = safe[row.id];
      row.unreached = unreached_[o];
      row.left = row.people - row.staying - row.safe;
      plan_.people += row.people;
      plan_.safe += row.safe;
      plan_.left += row.left;
      plan_.staying += row.staying;
      plan_.unreached += row.unreached;
    }
    for (const plan::Arrival& arrival : plan_.arrivals) {
      plan_.last_arrival = std::max(plan_.last_arrival.value_or(arrival.taken.until), arrival.taken.until);
      for (plan::RefugeRow& refuge : plan_.refuges) {
        if (refuge.id == arrival.refuge_id) refuge.persons += arrival.persons;
      }
    }
  }

  [[nodiscard]] Persons taken_before(CaseTime t) const {
    std::int64_t whole = 0;
    Rational part{0};
    for (const plan::Arrival& arrival : plan_.arrivals) {
      if (arrival.taken.until <= t) {
        whole += arrival.persons.count();
      } else if (arrival.taken.from < t) {
        part = part + Rational{arrival.persons.count()} *
                          Rational::of((t - arrival.taken.from).count(), arrival.taken.length().count());
      }
    }
    return Persons{whole + part.floor()};
  }

  void add_curve(const LevelProofs& proofs) {
    double at_most = 0, safe = 0;
    std::size_t i = 0;
    for (const CaseTime t : deadlines(1)) {
      while (proofs.proofs[i].deadline < t) ++i;
      plan_.safe_by.push_back({t, taken_before(t), proofs.proofs[i].at_most});
      at_most += static_cast<double>(plan_.safe_by.back().at_most.count());
      safe += static_cast<double>(plan_.safe_by.back().persons.count());
    }
    plan_.upper_bound = proofs.proofs.back().at_most;
    const auto bound = static_cast<double>(plan_.upper_bound.count());
    plan_.gap = bound > 0 ? (bound - static_cast<double>(plan_.safe.count())) / bound : 0;
    plan_.curve_gap = at_most > 0 ? std::max(0.0, (at_most - safe) / at_most) : 0;
  }

  void add_labels(const LevelProofs& proofs) {
    plan_.levels = proofs.levels;
    for (std::size_t i = 0; i < proofs.proofs.size(); ++i) {
      for (const std::size_t level : proofs.proofs[i].levels)
        add_labels(proofs.outer[level], proofs.labels[level][i], level);
    }
  }
  // A node nobody can come to gets the deadline, one that leads nowhere 0: neither cuts an arc.
  void add_labels(const Movement& outer, const Labels& labels, std::size_t level) {
    std::array<Table<network::NodeId, CaseTime>, 2> alpha;
    std::array<bool, 2> goes{false, false};
    for (auto& of_mode : alpha) of_mode = Table<network::NodeId, CaseTime>(c_.network.node_count(), CaseTime{-1});
    for (const SpotId s : outer.node.ids()) {
      if (!outer.node[s].valid()) continue;
      const auto mode = static_cast<std::size_t>(outer.mode[s]);
      alpha[mode][outer.node[s]] = labels.alpha[s];
      goes[mode] = true;
    }
    for (const network::Mode mode : {network::Mode::kCar, network::Mode::kFoot}) {
      const auto k = static_cast<std::size_t>(mode);
      if (!goes[k] && std::none_of(outer.met[k].begin(), outer.met[k].end(), [](char met) { return met != 0; }))
        continue;
      for (const network::NodeId v : c_.network.position.ids()) {
        const CaseTime label = alpha[k][v] >= CaseTime{0} ? alpha[k][v]
                               : outer.met[k][v] != 0     ? CaseTime{0}
                                                          : labels.deadline;
        plan_.labels.push_back({labels.deadline, v, mode, label, level});
      }
    }
  }

  // As the last level has it, in which everybody counts.
  void add_reasons(const LevelProofs& proofs) {
    const std::size_t last = proofs.levels.size() - 1;
    const Movement& outer = proofs.outer[last];
    const Labels& labels = proofs.labels[last].back();
    std::map<std::string, std::vector<SpotId>> spots;
    for (const Supply& s : outer.supplies) {
      if (s.origin.index() < c_.origins.size() && plan_.origins[s.origin.index()].left > Persons{0})
        spots[c_.origins[s.origin].district].push_back(s.spot);
    }
    std::map<std::string, std::pair<Persons, Persons>> left;  // by district: left, of these unreached
    for (const plan::OriginRow& row : plan_.origins) {
      left[row.district].first += row.left;
      left[row.district].second += row.unreached;
    }
    std::map<std::string, std::string> reasons;
    for (const auto& [district, persons] : left) {
      const auto [all, unreached] = persons;
      if (unreached > Persons{0}) plan_.left_by_district.push_back({district, unreached, "no_road", {}});
      if (all == unreached) continue;
      const HeldBack held =
          spots.contains(district) ? held_back(c_, outer, labels, spots[district]) : HeldBack{"window", {}};
      reasons[district] = held.reason;
      plan_.left_by_district.push_back({district, all - unreached, held.reason, held.by});
    }
    std::stable_sort(plan_.left_by_district.begin(), plan_.left_by_district.end(),
                     [](const auto& a, const auto& b) { return a.persons > b.persons; });
    for (plan::OriginRow& row : plan_.origins) {
      if (row.left > Persons{0}) row.reason = row.left == row.unreached ? "no_road" : reasons[row.district];
    }
    plan_.bottlenecks = bottlenecks(c_, outer, labels, plan_.left - plan_.unreached);
  }

  const Case& c_;
  const PlanOptions& options_;
  std::vector<Group> groups_;
  Millis step_{0};
  Taken taken_;
  plan::Plan plan_;
  Table<OriginId, Persons> on_foot_;  // whom no bus has taken so far
  Table<OriginId, Persons> unreached_;
  std::map<std::pair<network::RoadId, network::Direction>, network::ArcId> arc_of_;
};

}  // namespace

plan::Plan plan_of_groups(const Case& c, const PlanOptions& options) {
  if (c.wait == scenario::WaitRule::kOriginsAndStaging) {
    throw InputError(
        Problem{.code = "P520",
                .problem = "several groups of travellers share staging places",
                .why = "plans know staging places for one group of travellers only",
                .where = c.id,
                .suggestion = "wait = \"anywhere\" in [rules], or one people_per_car, no priority, no fleet"});
  }
  return GroupPlanner(c, options).run();
}

void expect_one_group(const Case& c, const std::string& what) {
  if (!scenario::several_groups(c)) return;
  std::vector<std::string> ids;
  for (const Group& group : scenario::groups(c)) ids.push_back(group.id);
  throw InputError(Problem{.code = "P521",
                           .problem = fmt::format("{} knows one group of travellers only", what),
                           .why = fmt::format("the case has {}", fmt::join(ids, ", ")),
                           .where = c.id,
                           .suggestion = "passage plan, verify, diff and export know several"});
}

bool has_priorities(const Case& c) {
  const std::vector<Group> groups = scenario::groups(c);
  return groups.front().priority != groups.back().priority;
}

Case without_priorities(const Case& c) {
  Case out = c;
  for (scenario::Origin& origin : out.origins) origin.priority = 0;
  return out;
}

}  // namespace passage::planner
