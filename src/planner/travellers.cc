#include "planner/travellers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "bounds/active_network.h"
#include "bounds/conclude_groups.h"
#include "core/text.h"
#include "expand/staging.h"
#include "orders/fair.h"
#include "planner/convoys.h"
#include "planner/finalize_orders.h"
#include "planner/trains.h"
#include "rules/exposure.h"
#include "rules/stays_possible.h"

namespace passage::planner {

using rules::Rounding;
using scenario::Group;
using scenario::OriginId;
using scenario::TermKind;

namespace {

constexpr Millis kMinute{60'000};

// Of a place to wait each group gets as much as it has of those who move.
void share_staging(const Case& c, Case& of_group) {
  std::int64_t mine = 0, all = 0;
  for (const OriginId o : c.origins.ids()) {
    mine += (of_group.origins[o].by_car + of_group.origins[o].on_foot).count();
    all += (c.origins[o].by_car + c.origins[o].on_foot).count();
  }
  const Rational share = Rational::of(mine, std::max<std::int64_t>(1, all));
  for (Persons& room : of_group.staging) room = Persons{(Rational{room.count()} * share).floor()};
}

// Refuges at which no group takes what one of equal priority that is planned later would.
using Kept = std::set<scenario::RefugeId>;
// Fleets that do not move.
using Idle = std::set<std::size_t>;

class GroupPlanner {
 public:
  GroupPlanner(const Case& c, const PlanOptions& options, Millis step, Kept kept, Idle idle, const jobs::Task& task)
      : c_(c),
        options_(options),
        groups_(scenario::groups(c)),
        step_(step),
        kept_(std::move(kept)),
        idle_(std::move(idle)),
        task_(task),
        reserved_(c),
        plan_(orders::plan_of_case(c)),
        on_foot_(c.origins.size()) {
    for (const OriginId o : c.origins.ids()) on_foot_[o] = c.origins[o].on_foot;
    for (const network::ArcId a : c.network.head.ids()) arc_of_[{c.network.road[a], c.network.direction[a]}] = a;
    for (const Group& group : groups_) {
      plan_.groups.push_back({group.id, group.fleet ? c.fleets[*group.fleet].id : std::string{}, group.priority,
                              group.people_per_unit, group.rail});
    }
    plan_.trips.clear();
  }

  // Rows, orders and totals; unproved.
  plan::Plan run() {
    const TravelNetwork all = timenet::travel_network(c_, Rounding::kInner);
    unreached_ = all.unreached;
    for (const timenet::DailyLimit& limit : all.daily)
      daily_.push_back({limit.arc, std::vector<Persons>(days_of(c_).size(), limit.persons)});
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      groups_[g].rail ? add_trains(g) : groups_[g].fleet ? add_buses(g) : add_cars(g);
      task_.report(0.7 * static_cast<double>(g + 1) / static_cast<double>(groups_.size()), groups_[g].id);
    }
    return finish();
  }

  // The rows of a plan of a case that is nowhere more open; unproved.
  plan::Plan adopt(const Incumbent& incumbent) {
    unreached_ = timenet::travel_network(c_, Rounding::kInner).unreached;
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (groups_[g].fleet) reach_by_fleet(g);
    plan_.orders = incumbent.plan->orders;
    plan_.flows = incumbent.plan->flows;
    plan_.legs = incumbent.plan->legs;
    plan_.arrivals = incumbent.plan->arrivals;
    plan_.trips = incumbent.plan->trips;
    plan_.legs_left_out = incumbent.plan->legs_left_out;
    const auto own = incumbent.plan->findings.begin() + static_cast<std::ptrdiff_t>(incumbent.of->findings.size());
    plan_.findings.insert(plan_.findings.end(), own, incumbent.plan->findings.end());
    return finish();
  }

 private:
  plan::Plan finish() {
    sort_rows();
    totals();
    plan_.exposure_person_h = rules::exposure(plan_, c_);
    plan_.provenance.options = fmt::format("step={}s", Rational::of(step_.count(), 1000).to_string());
    return std::move(plan_);
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

  // Those of its cars and walkers, planned on what is left.
  struct OnRoads {
    TravelNetwork inner;
    Discrete discrete;
    flow::Solution solution;
  };
  [[nodiscard]] std::optional<OnRoads> on_roads(const Case& mine, std::size_t g, const Reservations& reserved) const {
    const TravelNetwork all = timenet::travel_network(mine, Rounding::kInner),
                        outer = timenet::travel_network(mine, Rounding::kOuter);
    if (all.supplies.empty()) return std::nullopt;
    OnRoads out{bounds::ActiveNetwork(outer).part_of(all), {}, {}};
    out.discrete = expand::discretise(out.inner, step_);
    reserve(reserved, out.inner, groups_[g].people_per_unit, out.discrete);
    if (options_.sharing == Sharing::kFair) {
      std::vector<std::string> district;
      for (const timenet::Supply& s : out.inner.supplies) district.push_back(c_.origins[s.origin].district);
      orders::share_fairly(out.discrete, district);
    }
    if (c_.wait == scenario::WaitRule::kOriginsAndStaging) {
      out.solution = expand::solve_with_staging(mine, out.inner, expand::vertices_on_the_way(mine, out.inner),
                                                out.discrete, task_.quiet())
                         .solution;
    } else {
      out.solution = solver::solve(out.discrete.problem, solver_options({}, out.discrete), task_.quiet()).solution;
    }
    return out;
  }
  [[nodiscard]] Case case_of_cars(std::size_t g) const {
    Case mine = case_of(groups_[g]);
    share_staging(c_, mine);
    for (scenario::Term& term : mine.agreement.terms) {
      if (term.kind != TermKind::kDailyLimit || !term.in_force) continue;
      for (const DailyRoom& room : daily_of(g))
        if (is_first_road(term, room.arc)) term.persons_per_day = *std::min_element(room.left.begin(), room.left.end());
    }
    return mine;
  }
  [[nodiscard]] bool is_first_road(const scenario::Term& term, network::ArcId arc) const {
    const auto& roads = c_.agreement.corridors[term.corridor].roads;
    return !roads.empty() && arc_of_.contains({roads.front().road, roads.front().direction}) &&
           arc_of_.at({roads.front().road, roads.front().direction}) == arc;
  }

  // What daily limits leave it, of what groups before have not used: as much as it has of those yet to be planned.
  [[nodiscard]] std::vector<DailyRoom> daily_of(std::size_t g) const {
    std::int64_t mine = 0, all = 0;
    std::set<OriginId> counted;  // those on foot there
    for (std::size_t later = g; later < groups_.size(); ++later) {
      for (const OriginId o : c_.origins.ids()) {
        if (!belongs(c_, groups_[later], o)) continue;
        if (!groups_[later].fleet) all += c_.origins[o].by_car.count();
        if (counted.insert(o).second) all += on_foot_[o].count();
      }
      if (later == g) mine = all;
    }
    const Rational share = Rational::of(mine, std::max<std::int64_t>(1, all));
    std::vector<DailyRoom> out = daily_;
    for (DailyRoom& room : out)
      for (Persons& left : room.left) left = Persons{(Rational{left.count()} * share).floor()};
    return out;
  }
  void use_days(const plan::Flow& flow) {
    const std::vector<CaseInterval> days = days_of(c_);
    for (DailyRoom& room : daily_) {
      if (room.arc != arc_of_.at({flow.road, flow.direction})) continue;
      for (std::size_t day = 0; day < days.size(); ++day) {
        const Millis there = intersect(days[day], flow.enter).length();
        if (there > Millis{0})
          room.left[day] -= Persons{
              (Rational{flow.persons.count()} * Rational::of(there.count(), flow.enter.length().count())).ceil()};
      }
    }
  }

  // What is taken, and what groups of the same priority that come later would take of the refuges kept for them.
  [[nodiscard]] Reservations reserved_for(std::size_t g) const {
    Reservations out = reserved_;
    for (std::size_t later = g + 1; !kept_.empty() && later < groups_.size(); ++later) {
      if (groups_[later].fleet || groups_[later].priority != groups_[g].priority) continue;
      Case mine = case_of_cars(later);
      for (const scenario::RefugeId r : c_.refuges.ids())
        if (!kept_.contains(r)) mine.refuges[r].capacity = Persons{0};
      const auto solved = on_roads(mine, later, out);
      if (!solved) continue;
      std::map<VertexId, scenario::RefugeId> refuge;
      for (const timenet::Hub& hub : solved->inner.hubs) refuge[hub.vertex] = hub.refuge;
      for (const flow::Intake& intake : solved->solution.intakes) {
        const VertexId vertex{intake.node.index()};
        out.persons[refuge.at(vertex)].push_back(
            {expand::time_of(solved->inner, step_, vertex, intake.step), Rational{intake.amount}});
      }
    }
    return out;
  }

  void add_cars(std::size_t g) {
    const Case mine = case_of_cars(g);
    std::optional<OnRoads> solved = on_roads(mine, g, reserved_for(g));
    if (!solved) return;
    plan::Plan part = orders::plan_of_case(mine);
    part.findings.clear();
    finalize_orders(part, mine, solved->inner, solved->discrete, solved->solution, options_, false, task_);
    merge(std::move(part), g);
  }

  void add_buses(std::size_t g) {
    reach_by_fleet(g);
    if (idle_.contains(*groups_[g].fleet)) return;
    Case mine = case_of(groups_[g]);
    for (scenario::Term& term : mine.agreement.terms) term.in_force &= term.kind != TermKind::kDailyLimit;
    const TravelNetwork all = timenet::travel_network(mine, Rounding::kInner),
                        outer = timenet::travel_network(mine, Rounding::kOuter);
    const TravelNetwork inner = bounds::ActiveNetwork(outer).part_of(all);
    const scenario::Fleet& fleet = c_.fleets[*groups_[g].fleet];
    plan::Plan part;
    for (const Convoy& convoy : convoys(mine, groups_[g], inner, reserved_for(g), daily_of(g), options_.routes)) {
      add_convoy(convoy, inner, fleet, part);
      on_foot_[fleet.base] -= convoy.persons;
    }
    merge(std::move(part), g);
  }

  void add_convoy(const Convoy& convoy, const TravelNetwork& m, const scenario::Fleet& fleet, plan::Plan& part) const {
    const CaseTime departs = convoy.path.front().second;
    plan::Order order;
    order.origin_id = c_.origins[fleet.base].id;
    order.refuge_id = c_.refuges[m.hubs[convoy.hub].refuge].id;
    order.persons = convoy.persons;
    order.depart = {departs, departs + kConvoy};
    order.arrive_until = convoy.taken.until;
    const plan::OrderId id = part.orders.push_back(order);
    std::int32_t seq = 0;
    for (const auto& [link, at] : convoy.path) {
      const network::ArcId a = m.arc[link];
      const CaseInterval enter{at, at + kConvoy};
      const network::RoadId road = c_.network.road[a];
      part.legs.push_back({id, ++seq, road, c_.network.direction[a], enter, convoy.persons});
      part.flows.push_back({road, c_.network.direction[a], network::Mode::kCar, enter, convoy.persons});
    }
    part.arrivals.push_back({order.refuge_id, convoy.taken, convoy.persons});
    add_trips_of(fleet, convoy.vehicles, id, convoy.ready, part);
  }
  // Of an order; full but for the last.
  static void add_trips_of(const scenario::Fleet& fleet, const std::vector<std::int64_t>& vehicles, plan::OrderId id,
                           CaseTime ready, plan::Plan& part) {
    Persons left = part.orders[id].persons;
    for (const std::int64_t vehicle : vehicles) {
      const Persons persons = std::min(left, Persons{fleet.seats});
      left -= persons;
      part.trips.push_back({{}, fleet.id, vehicle, id, part.orders[id].depart.from, ready, persons});
    }
  }

  // On no road: orders without legs.
  void add_trains(std::size_t g) {
    const scenario::Fleet& fleet = c_.fleets[*groups_[g].fleet];
    reach_by_fleet(g);
    plan::Plan part;
    for (const TrainRun& run : train_runs(c_, fleet, on_foot_[fleet.base], reserved_for(g))) {
      plan::Order order;
      order.origin_id = c_.origins[fleet.base].id;
      order.refuge_id = c_.refuges[fleet.to].id;
      order.persons = run.persons;
      order.depart = {run.departs, run.departs + kConvoy};
      order.arrive_until = run.taken.until;
      part.arrivals.push_back({order.refuge_id, run.taken, run.persons});
      const plan::OrderId id = part.orders.push_back(std::move(order));
      add_trips_of(fleet, run.vehicles, id, run.ready, part);
      on_foot_[fleet.base] -= run.persons;
    }
    merge(std::move(part), g);
  }
  // Who has no road to walk may have one to be driven on, or rails.
  void reach_by_fleet(std::size_t g) {
    const scenario::OriginId base = c_.fleets[*groups_[g].fleet].base;
    if (groups_[g].rail) {
      unreached_[base] -= std::min(unreached_[base], unreached_on_foot(base));
    } else if (timenet::travel_network(case_of(groups_[g]), Rounding::kInner).unreached[base] == Persons{0}) {
      unreached_[base] = Persons{0};  // cars go where buses go
    }
  }
  [[nodiscard]] Persons unreached_on_foot(OriginId base) const {
    Case without = c_;
    without.origins[base].on_foot = Persons{0};
    const TravelNetwork all = timenet::travel_network(c_, Rounding::kInner),
                        others = timenet::travel_network(without, Rounding::kInner);
    return all.unreached[base] - others.unreached[base];
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
          reserved_.persons[r].push_back({arrival.taken, Rational{arrival.persons.count()}});
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
    use_days(flow);
    if (flow.mode != network::Mode::kCar) return;
    Rational units = Rational{flow.persons.count()} / groups_[g].people_per_unit;
    if (groups_[g].fleet) {
      const std::int64_t seats = c_.fleets[*groups_[g].fleet].seats;
      units = c_.behaviour.bus_car_units * Rational{(flow.persons.count() + seats - 1) / seats};
    }
    reserved_.units[arc_of_.at({flow.road, flow.direction})].push_back({flow.enter, units});
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

  const Case& c_;
  const PlanOptions& options_;
  std::vector<Group> groups_;
  Millis step_;
  Kept kept_;
  Idle idle_;
  const jobs::Task& task_;
  Reservations reserved_;
  std::vector<DailyRoom> daily_;  // what the groups so far have left
  plan::Plan plan_;
  Table<OriginId, Persons> on_foot_;  // whom no bus has taken so far
  Table<OriginId, Persons> unreached_;
  std::map<std::pair<network::RoadId, network::Direction>, network::ArcId> arc_of_;
};

struct Steps {
  Millis step;
  double count = 0;  // vertices times steps
};

// Whole minutes, or what all people in one case would need.
Steps choose_steps(const Case& c, const PlanOptions& options) {
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const bounds::ActiveNetwork active(outer);
  Steps out{options.step};
  if (out.step == Millis{0}) {
    out.step = c.wait == scenario::WaitRule::kOriginsAndStaging
                   ? expand::staging_step(timenet::travel_network(c, Rounding::kInner))
                   : std::max(kMinute, choose_step(active.travel()));
  }
  out.count = static_cast<double>(active.travel().node.size()) * static_cast<double>(c.horizon / out.step);
  return out;
}

// By priority, the highest first.
std::vector<Persons> safe_of(const plan::Plan& plan) {
  std::map<std::int64_t, Persons, std::greater<>> safe;
  for (const plan::GroupRow& group : plan.groups) safe[group.priority];
  for (const plan::Order& order : plan.orders) safe[plan.groups[order.group].priority] += order.persons;
  std::vector<Persons> out;
  for (const auto& [priority, persons] : safe) out.push_back(persons);
  return out;
}

// Whoever is most in a car goes first where room on roads is short. Where a refuge is short too it counts people, and
// those in fuller cars should leave it to others. Tried refuge by refuge, as long as more are safe and while the
// work is small.
void keep_refuges(const Case& c, const PlanOptions& options, const Steps& steps, const Idle& idle, plan::Plan& best,
                  const jobs::Task& task) {
  constexpr double kMostWork = 4e6;
  Kept kept;
  double work = 0;
  for (bool better = true; better;) {
    better = false;
    Kept best_kept = kept;
    for (const scenario::RefugeId r : c.refuges.ids()) {
      const scenario::Refuge& refuge = c.refuges[r];
      if (kept.contains(r) || (!refuge.capacity && !refuge.intake)) continue;
      work += 2 * steps.count * static_cast<double>(best.groups.size());
      if (work > kMostWork || task.cancelled()) return;
      Kept tried = kept;
      tried.insert(r);
      plan::Plan plan = GroupPlanner(c, options, steps.step, tried, idle, task).run();
      if (safe_of(plan) <= safe_of(best)) continue;
      best = std::move(plan);
      best_kept = std::move(tried);
      better = true;
    }
    kept = std::move(best_kept);
  }
}

// Buses go before cars. Where they have few seats, they take more of the roads from cars than they bring out: those
// stay whose people and all others do better without them, tried one after the other.
Idle leave_buses(const Case& c, const PlanOptions& options, const Steps& steps, plan::Plan& best,
                 const jobs::Task& task) {
  constexpr double kMostWork = 4e6;
  Idle idle;
  double work = 0;
  for (std::size_t fleet = 0; fleet < c.fleets.size(); ++fleet) {
    const bool rides = std::any_of(best.trips.begin(), best.trips.end(),
                                   [&](const plan::TripRow& trip) { return trip.fleet_id == c.fleets[fleet].id; });
    if (!rides || c.fleets[fleet].to.valid()) continue;  // trains take no roads
    work += steps.count * static_cast<double>(best.groups.size());
    if (work > kMostWork || task.cancelled()) break;
    Idle tried = idle;
    tried.insert(fleet);
    plan::Plan plan = GroupPlanner(c, options, steps.step, {}, tried, task).run();
    if (safe_of(plan) <= safe_of(best)) continue;
    best = std::move(plan);
    idle = std::move(tried);
  }
  return idle;
}

// More roads that are open may lead group after group to worse.
bool beats(const PlanOptions& options, const plan::Plan& best) {
  const plan::Plan* known = options.incumbent.plan;
  if (known == nullptr || options.sharing == Sharing::kFair) return false;
  const std::vector<Persons> then = safe_of(*known), now = safe_of(best);
  bool no_fewer = then.size() == now.size();
  for (std::size_t i = 0; no_fewer && i < now.size(); ++i) no_fewer = then[i] >= now[i];
  return known->safe > best.safe || (no_fewer && then != now);
}

}  // namespace

plan::Plan plan_of_groups(const Case& c, const PlanOptions& options, const jobs::Task& task) {
  const std::vector<Group> groups = scenario::groups(c);
  const Steps steps = choose_steps(c, options);
  plan::Plan best = GroupPlanner(c, options, steps.step, {}, {}, task).run();
  const bounds::LevelProofs proofs = bounds::prove_levels(
      c, groups, steps.step, bounds::level_deadlines(c, groups.size(), options.most_labels), task.quiet());
  if (best.safe < proofs.proofs.back().at_most) {
    const Idle idle = leave_buses(c, options, steps, best, task);
    keep_refuges(c, options, steps, idle, best, task);
  }
  if (beats(options, best) && rules::stays_possible(c, *options.incumbent.of, *options.incumbent.plan))
    best = GroupPlanner(c, options, steps.step, {}, {}, task).adopt(options.incumbent);
  bounds::conclude_groups(best, c, proofs);
  return best;
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
