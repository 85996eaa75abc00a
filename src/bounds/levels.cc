#include "bounds/levels.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "bounds/active_network.h"
#include "expand/discretise.h"
#include "solver/solve.h"

namespace passage::bounds {

using flow::Step;
using scenario::Group;
using scenario::OriginId;

namespace {

constexpr int kSweeps = 12;
constexpr Millis kQuarter{15 * 60'000};  // buses depart at full quarters of an hour

Persons counted(Persons persons, Rational score) {
  return Persons{(Rational{persons.count()} * score).ceil()};
}

void add_waves(const Case& c, const scenario::Fleet& fleet, Rational score, bool walk_too, LevelCase& out) {
  const scenario::Origin& base = c.origins[fleet.base];
  Persons left = base.on_foot;
  const auto quarter = [&](CaseTime t) {
    const auto full = ceil_div((t + c.start.time_since_epoch()).count(), kQuarter.count());
    return kQuarter * narrow(full) - c.start.time_since_epoch();
  };
  for (CaseTime t = quarter(base.release + fleet.board); t < c.horizon && left > Persons{0};
       t = quarter(t + fleet.turnaround)) {
    if (t + fleet.ride >= c.horizon) break;
    const Persons taken{narrow(std::min(Int128{left.count()}, Int128{fleet.vehicles} * fleet.seats))};
    left -= taken;
    scenario::Origin wave = base;
    wave.id = fmt::format("{}.{}.{}", base.id, fleet.id, t.count());
    wave.by_car = counted(taken, score);
    wave.on_foot = Persons{0};
    wave.release = t + fleet.ride;
    // Trains take no road: it is as if their people lived at the refuge.
    if (fleet.to.valid()) wave.car_node = c.refuges[fleet.to].car_node;
    out.c.origins.push_back(std::move(wave));
    out.base_of.push_back(walk_too ? fleet.base : OriginId{});
  }
}

// What rows of whole people may be ahead of a running total, in people of score 1: one person of each group of cars,
// and a hundredth for fractions that a planner rounds. Buses are whole and never ahead.
Rational allowance_of(const std::vector<Group>& groups, const plan::Level& level) {
  Rational sum = Rational::of(1, 1000);
  for (const Group& group : groups) {
    if (group.fleet) continue;
    sum = sum + Rational::of(101, 100) * std::max(Rational{1}, level.people_per_unit / group.people_per_unit);
  }
  return sum;
}

Step last_step(CaseTime t, Millis step) {
  return narrow(floor_div(t.count(), step.count())) - 1;
}

// The cut of the solved relaxed problem for each deadline, improved by descent on the active network and on the whole.
std::vector<TemporalCut> cuts_of(const TravelNetwork& outer, Millis step, const std::vector<CaseTime>& deadlines,
                                 const jobs::Task& task) {
  const ActiveNetwork active(outer);
  const TravelNetwork& m = active.travel();
  const expand::Discrete relaxed = expand::discretise(m, step);
  solver::SolveOptions options;
  options.aim = solver::Aim::kSafeEarly;
  options.cuts = solver::Cuts::kAtDeadlines;
  for (const CaseTime t : deadlines)
    options.deadlines.push_back(std::clamp<Step>(last_step(t, step), 0, relaxed.problem.horizon));
  const solver::Solved solved = solver::solve(relaxed.problem, options, task);
  std::vector<TemporalCut> out;
  for (const CaseTime t : deadlines) {
    const flow::StepCut* best = nullptr;
    for (const flow::StepCut& of_steps : solved.certificate.cuts) {
      if (of_steps.deadline >= last_step(t, step) && (best == nullptr || of_steps.deadline < best->deadline))
        best = &of_steps;
    }
    TemporalCut cut{t, Table<VertexId, CaseTime>(m.node.size(), CaseTime{0})};
    for (const VertexId s : m.node.ids()) {
      if (best == nullptr) break;
      const Step cut_step = best->cut_time[flow::NodeId{s.index()}];
      cut.cut_time[s] = std::clamp((cut_step > best->deadline ? t : step * cut_step) - m.potential[s], CaseTime{0}, t);
    }
    descend(m, cut, kSweeps);
    TemporalCut whole = active.extended(cut);
    if (!active.is_all()) descend(outer, whole, kSweeps);
    out.push_back(std::move(whole));
  }
  return out;
}

}  // namespace

TravelNetwork outer_of(const LevelCase& of_level) {
  TravelNetwork outer = timenet::travel_network(of_level.c, rules::Rounding::kOuter);
  outer.allowance = of_level.allowance;
  return outer;
}

Persons counted_twice(const LevelCase& of_level, const TravelNetwork& outer, const TemporalCut& cut) {
  std::map<OriginId, std::pair<Persons, Persons>> held;  // people at a base: on foot, and in waves of buses
  for (const timenet::Supply& s : outer.supplies) {
    if (s.release >= cut.deadline || cut.cut_time[s.vertex] <= s.release) continue;
    if (s.mode == network::Mode::kFoot) held[s.origin].first += s.persons;
    if (const OriginId base = of_level.base_of[s.origin]; base.valid()) held[base].second += s.persons;
  }
  Persons twice{0};
  for (const auto& [base, both] : held) twice += std::min(both.first, both.second);
  return twice;
}

std::vector<plan::Level> levels_of(const std::vector<Group>& groups) {
  std::set<Rational, std::greater<>> rooms;
  for (const Group& group : groups)
    if (!group.rail) rooms.insert(group.people_per_unit);
  std::vector<plan::Level> out;
  if (rooms.size() > 1) out.push_back({Rational{1}, *rooms.begin(), std::vector<Rational>(groups.size(), Rational{1})});
  for (auto room = rooms.begin(); room != rooms.end(); ++room) {
    const auto next = std::next(room);
    plan::Level level;
    level.people_per_unit = *room;
    level.weight = (*room - (next == rooms.end() ? Rational{0} : *next)) / *room;
    for (const Group& group : groups) {
      // Trains take no room of a road: their people are counted by the last level, which everybody is in.
      const Rational on_rails{next == rooms.end() ? 1 : 0};
      const Rational on_roads = group.people_per_unit < *room ? Rational{0} : *room / group.people_per_unit;
      level.score.push_back(group.rail ? on_rails : on_roads);
    }
    out.push_back(std::move(level));
  }
  return out;
}

LevelCase case_of_level(const Case& c, const std::vector<Group>& groups, const plan::Level& level) {
  LevelCase out{c, Table<OriginId, OriginId>(c.origins.size()), allowance_of(groups, level)};
  out.c.behaviour.people_per_car = PersonsPerVehicle{level.people_per_unit};
  std::map<OriginId, Rational> score_on_foot;
  for (const OriginId o : c.origins.ids()) {
    scenario::Origin& origin = out.c.origins[o];
    if (origin.by_car + origin.on_foot == Persons{0}) continue;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (groups[g].fleet || !belongs(c, groups[g], o)) continue;
      origin.by_car = counted(origin.by_car, level.score[g]);
      origin.on_foot = counted(origin.on_foot, level.score[g]);
      score_on_foot[o] = level.score[g];
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!groups[g].fleet || level.score[g] == Rational{0}) continue;
    const scenario::Fleet& fleet = c.fleets[*groups[g].fleet];
    add_waves(c, fleet, level.score[g], level.score[g] <= score_on_foot[fleet.base], out);
  }
  return out;
}

Persons leaving(const Case& c) {
  Persons sum{0};
  for (const scenario::Origin& origin : c.origins) sum += origin.persons - origin.staying;
  return sum;
}

std::vector<ProvingCase> proving_cases(const Case& c, const plan::Plan& plan) {
  if (plan.levels.empty()) return {{Rational{1}, 0, {c, Table<OriginId, OriginId>(c.origins.size()), Rational{0}}}};
  const std::vector<Group> groups = scenario::groups(c);
  std::set<std::size_t> used;
  for (const plan::Label& label : plan.labels)
    if (label.deadline == plan.horizon) used.insert(label.level);
  std::vector<ProvingCase> out;
  for (const std::size_t level : used)
    out.push_back({plan.levels[level].weight, level, case_of_level(c, groups, plan.levels[level])});
  return out;
}

LevelProofs prove_levels(const Case& c, const std::vector<Group>& groups, Millis step,
                         const std::vector<CaseTime>& deadlines, const jobs::Task& task) {
  LevelProofs out;
  out.levels = levels_of(groups);
  std::vector<std::vector<Persons>> bound;  // by level and deadline
  for (const plan::Level& level : out.levels) {
    const LevelCase of_level = case_of_level(c, groups, level);
    out.outer.push_back(outer_of(of_level));
    const TravelNetwork& outer = out.outer.back();
    out.cuts.push_back(cuts_of(outer, step, deadlines, task));
    bound.emplace_back();
    for (const TemporalCut& cut : out.cuts.back())
      bound.back().push_back(cut_bound(outer, cut) - counted_twice(of_level, outer, cut));
  }
  // People are counted by room and rounded up place by place, so that the sum may be more than there are people.
  const Persons all = leaving(c);
  for (std::size_t i = 0; i < deadlines.size(); ++i) {
    LevelProof as_people{deadlines[i], {0}, bound[0][i]}, by_room{deadlines[i], {}, {}};
    Rational sum{0};
    for (std::size_t l = out.levels.size() > 1 ? 1 : 0; l < out.levels.size(); ++l) {
      by_room.levels.push_back(l);
      sum = sum + out.levels[l].weight * Rational{bound[l][i].count()};
    }
    by_room.at_most = Persons{sum.floor()};
    out.proofs.push_back(by_room.at_most < as_people.at_most ? by_room : as_people);
    out.proofs.back().at_most = std::min(out.proofs.back().at_most, all);
  }
  for (std::size_t i = deadlines.size() - 1; i-- > 0;)
    out.proofs[i].at_most = std::min(out.proofs[i].at_most, out.proofs[i + 1].at_most);
  return out;
}

}  // namespace passage::bounds
