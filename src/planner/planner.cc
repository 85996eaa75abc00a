#include "planner/planner.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "planner/bound.h"
#include "planner/core.h"
#include "planner/fair.h"
#include "planner/fair_shares.h"
#include "planner/hold_back.h"
#include "planner/reasons.h"
#include "planner/simple.h"
#include "planner/staging.h"
#include "planner/travellers.h"
#include "scenario/travellers.h"
#include "solver/solve.h"

namespace passage::planner {

using flow::Step;
using scenario::OriginId;

namespace {

constexpr Millis kHour{3'600'000}, kMinute{60'000};
constexpr int kSweeps = 12;

// Every `hours` full hours of the case, and its end.
std::vector<CaseTime> deadlines(const Case& c, std::int64_t hours) {
  std::vector<CaseTime> out;
  for (CaseTime t = kHour * hours; t < c.horizon; t += kHour * hours) out.push_back(t);
  out.push_back(c.horizon);
  return out;
}

bool anybody(const Case& c, network::Mode mode) {
  return std::any_of(c.origins.begin(), c.origins.end(), [&](const scenario::Origin& o) {
    return (mode == network::Mode::kCar ? o.by_car : o.on_foot) > Persons{0};
  });
}

// Labels are kept for every hour, or for as many as make about kMostLabels rows: what is proved for a
// deadline holds for the hours before it as well.
std::vector<CaseTime> label_deadlines(const Case& c) {
  constexpr std::int64_t kMostLabels = 3'000'000;
  const std::int64_t modes = (anybody(c, network::Mode::kCar) ? 1 : 0) + (anybody(c, network::Mode::kFoot) ? 1 : 0);
  const auto rows = modes * static_cast<std::int64_t>(c.network.node_count() * deadlines(c, 1).size());
  return deadlines(c, std::max<std::int64_t>(1, (rows + kMostLabels - 1) / kMostLabels));
}

// Steps that are over by t.
Step last_step(CaseTime t, Millis step) {
  return narrow(floor_div(t.count(), step.count())) - 1;
}

// Where each spot of `outer` is found in `inner`: the parts of one node, gates and hubs by refuge.
Table<SpotId, std::vector<SpotId>> matches(const Movement& outer, const Movement& inner) {
  std::map<std::pair<network::NodeId, network::Mode>, std::vector<SpotId>> parts;
  for (const SpotId s : inner.node.ids()) {
    if (inner.node[s].valid()) parts[{inner.node[s], inner.mode[s]}].push_back(s);
  }
  Table<SpotId, std::vector<SpotId>> out(outer.node.size());
  for (const SpotId s : outer.node.ids()) {
    if (!outer.node[s].valid()) continue;
    if (const auto found = parts.find({outer.node[s], outer.mode[s]}); found != parts.end()) out[s] = found->second;
  }
  for (std::size_t i = 0; i < outer.hubs.size(); ++i) {
    out[outer.hubs[i].spot] = {inner.hubs[i].spot};
    if (outer.hubs[i].gate.valid() && inner.hubs[i].gate.valid()) out[outer.hubs[i].gate] = {inner.hubs[i].gate};
  }
  return out;
}

Labels labels_in_time(const Movement& outer, const Table<SpotId, std::vector<SpotId>>& match, Millis step,
                      const flow::CutLabels& cut, CaseTime deadline) {
  Labels out{deadline, Table<SpotId, CaseTime>(outer.node.size(), CaseTime{0})};
  for (const SpotId s : outer.node.ids()) {
    CaseTime alpha{0};
    for (const SpotId part : match[s]) {
      const Step label = cut.alpha[flow::NodeId{part.index()}];
      // Whatever `from` rounds: steps of `outer`, so that shortest ways are cut nowhere.
      const CaseTime t = (label > cut.deadline ? deadline : step * label) - outer.to_refuge[s];
      alpha = std::max(alpha, t);
    }
    out.alpha[s] = std::clamp(alpha, CaseTime{0}, deadline);
  }
  return out;
}

struct Proof {
  std::vector<Labels> labels;    // by deadline, rising
  std::vector<Persons> at_most;  // never falling
};

// The labels that a solved problem has for a deadline, on the core.
std::optional<Labels> labels_for(const Movement& core, const Table<SpotId, std::vector<SpotId>>& match, Millis step,
                                 const flow::Certificate& certificate, CaseTime deadline) {
  const flow::CutLabels* best = nullptr;
  for (const flow::CutLabels& cut : certificate.cuts) {
    if (cut.deadline >= last_step(deadline, step) && (best == nullptr || cut.deadline < best->deadline)) best = &cut;
  }
  if (best == nullptr) return std::nullopt;
  return labels_in_time(core, match, step, *best, deadline);
}

// Labels of a solved problem, improved on the case itself; the better of these and `proof` is kept. What
// is found on the core holds for the whole unless a way past it is cut: then the whole is gone over too.
void improve_proof(Proof& proof, const Movement& outer, const Core& core, const Movement& from,
                   const Discrete& discrete, const flow::Certificate& certificate, const std::vector<CaseTime>& times) {
  const auto match = matches(core.movement(), from);
  for (std::size_t i = 0; i < times.size(); ++i) {
    std::optional<Labels> found = labels_for(core.movement(), match, discrete.step, certificate, times[i]);
    if (!found) continue;
    improve(core.movement(), *found, kSweeps);
    Labels labels = core.extended(*found);
    Persons bound = label_bound(outer, labels);
    if (label_bound(core.movement(), *found) < bound) {
      improve(outer, labels, kSweeps);
      bound = label_bound(outer, labels);
    }
    if (proof.labels.size() <= i) {
      proof.labels.push_back(std::move(labels));
      proof.at_most.push_back(bound);
    } else if (bound < proof.at_most[i]) {
      proof.labels[i] = std::move(labels);
      proof.at_most[i] = bound;
    }
  }
  for (std::size_t i = times.size() - 1; i-- > 0;) proof.at_most[i] = std::min(proof.at_most[i], proof.at_most[i + 1]);
}

solver::SolveOptions solver_options(const PlanOptions& options, const std::vector<CaseTime>& times, Millis step,
                                    Step horizon, double from, double until) {
  solver::SolveOptions out;
  out.aim = solver::Aim::kSafeEarly;
  out.labels = solver::Labels::kAtDeadlines;
  for (const CaseTime t : times) out.deadlines.push_back(std::clamp<Step>(last_step(t, step), 0, horizon));
  out.stop = options.stop;
  if (options.progress) {
    out.progress = [&options, horizon, from, until](Step stage, flow::Amount safe) {
      const double share = static_cast<double>(stage) / static_cast<double>(std::max<Step>(1, horizon));
      options.progress(from + (until - from) * share, fmt::format("{} safe", grouped(safe)));
    };
  }
  return out;
}

void add_curve(plan::Plan& plan, const Case& c, const Proof& proof, const Trips& trips, Millis step) {
  double at_most = 0, safe = 0;
  std::size_t i = 0;
  for (const CaseTime t : deadlines(c, 1)) {
    while (proof.labels[i].deadline < t) ++i;
    flow::Amount by = 0;
    for (const Trip& trip : trips.trips) by += trip.taken <= last_step(t, step) ? trip.persons : 0;
    plan.safe_by.push_back({t, Persons{by}, proof.at_most[i]});
    at_most += static_cast<double>(proof.at_most[i].count());
    safe += static_cast<double>(by);
  }
  plan.upper_bound = proof.at_most.back();
  const auto bound = static_cast<double>(plan.upper_bound.count());
  plan.gap = bound > 0 ? (bound - static_cast<double>(plan.safe.count())) / bound : 0;
  plan.curve_gap = at_most > 0 ? (at_most - safe) / at_most : 0;
}

void add_labels(plan::Plan& plan, const Case& c, const Movement& outer, const Proof& proof) {
  for (const Labels& labels : proof.labels) {
    std::array<Table<network::NodeId, CaseTime>, 2> alpha;
    for (auto& of_mode : alpha) of_mode = Table<network::NodeId, CaseTime>(c.network.node_count(), CaseTime{-1});
    for (const SpotId s : outer.node.ids()) {
      if (outer.node[s].valid()) alpha[static_cast<std::size_t>(outer.mode[s])][outer.node[s]] = labels.alpha[s];
    }
    for (const network::Mode mode : {network::Mode::kCar, network::Mode::kFoot}) {
      if (!anybody(c, mode)) continue;
      for (const network::NodeId v : c.network.position.ids()) {
        const CaseTime found = alpha[static_cast<std::size_t>(mode)][v];
        // A node nobody can come to gets the deadline, one that leads nowhere 0: neither cuts an arc.
        const bool met = outer.met[static_cast<std::size_t>(mode)][v] != 0;
        const CaseTime label = found >= CaseTime{0} ? found : met ? CaseTime{0} : labels.deadline;
        plan.labels.push_back({labels.deadline, v, mode, label});
      }
    }
  }
}

void add_reasons(plan::Plan& plan, const Case& c, const Movement& outer, const Labels& labels) {
  std::map<std::string, std::vector<SpotId>> spots;
  std::map<std::string, std::pair<Persons, Persons>> left;  // by district: left, of these unreached
  for (const Supply& s : outer.supplies) {
    if (plan.origins[s.origin.index()].left > Persons{0}) spots[c.origins[s.origin].district].push_back(s.spot);
  }
  for (const plan::OriginRow& row : plan.origins) {
    auto& [all, unreached] = left[row.district];
    all += row.left;
    unreached += row.unreached;
  }
  std::map<std::string, std::string> reasons;
  for (const auto& [district, persons] : left) {
    const auto [all, unreached] = persons;
    if (unreached > Persons{0}) plan.left_by_district.push_back({district, unreached, "no_road", {}});
    if (all == unreached) continue;
    const HeldBack held =
        spots.contains(district) ? held_back(c, outer, labels, spots[district]) : HeldBack{"window", {}};
    reasons[district] = held.reason;
    plan.left_by_district.push_back({district, all - unreached, held.reason, held.by});
  }
  std::stable_sort(plan.left_by_district.begin(), plan.left_by_district.end(),
                   [](const auto& a, const auto& b) { return a.persons > b.persons; });
  for (plan::OriginRow& row : plan.origins) {
    if (row.left > Persons{0}) row.reason = row.left == row.unreached ? "no_road" : reasons[row.district];
  }
}

// Adds ways to the core until labels of its own relaxed problem, in coarse steps, cut none past it.
void grow(Core& core, const PlanOptions& options) {
  constexpr int kRounds = 12;
  constexpr Millis kCoarse{600'000};
  for (int round = 0; round < kRounds && !core.is_all(); ++round) {
    const Movement& m = core.movement();
    const std::vector<CaseTime> times{m.horizon / 4, m.horizon / 2, m.horizon * 3 / 4, m.horizon};
    const Discrete discrete = discretise(m, std::max(choose_step(m), kCoarse));
    const solver::Solved solved =
        solver::solve(discrete.problem, solver_options(options, times, discrete.step, discrete.problem.horizon, 0, 0));
    const auto match = matches(m, m);
    std::size_t added = 0;
    for (const CaseTime t : times) {
      std::optional<Labels> labels = labels_for(m, match, discrete.step, solved.certificate, t);
      if (!labels) continue;
      improve(m, *labels, kSweeps);
      added += core.add_ways(core.extended(*labels), 1);
    }
    core.rebuild();
    if (added * 50 < m.node.size()) return;
  }
}

plan::Plan plan_in_steps(const Case& c, const Movement& inner, const Movement& outer, const Core& core, Millis step,
                         const PlanOptions& options) {
  const std::vector<CaseTime> times = label_deadlines(c);
  plan::Plan plan = plan_of_case(c);

  Discrete discrete = discretise(inner, step);
  if (options.sharing == Sharing::kFair) {
    std::vector<std::string> district;
    for (const Supply& s : inner.supplies) district.push_back(c.origins[s.origin].district);
    share_fairly(discrete, district);
  }
  solver::Solved solved =
      solver::solve(discrete.problem, solver_options(options, times, step, discrete.problem.horizon, 0, 0.6));
  const bool staged = c.wait == scenario::WaitRule::kOriginsAndStaging;
  if (staged) solved.solution = solve_with_staging(c, inner, discrete, options.stop).solution;
  keep_trips(unroll(inner, discrete, solved.solution), discrete, solved.solution);
  // Who must not wait on the way is not moved about once his place is found.
  const bool fair =
      staged || options.sharing == Sharing::kFair || share_fairly(inner, discrete, solved.solution, options.fair_work);
  if (!staged) hold_back(inner, discrete, solved.solution);
  Trips trips = unroll(inner, discrete, solved.solution);
  if (options.routes > 0) keep_routes(inner, discrete, options.routes, trips, solved.solution);
  add_trips(plan, c, inner, discrete, solved.solution, trips, options.most_legs);

  Proof proof;
  improve_proof(proof, outer, core, inner, discrete, solved.certificate, times);
  // Steps cut windows short and round detours up; a relaxed problem tells how much of the gap is that.
  if (plan.safe < proof.at_most.back()) {
    const Discrete relaxed = discretise(core.movement(), step);
    const solver::Solved bound =
        solver::solve(relaxed.problem, solver_options(options, times, step, relaxed.problem.horizon, 0.6, 1));
    improve_proof(proof, outer, core, core.movement(), relaxed, bound.certificate, times);
  }
  add_curve(plan, c, proof, trips, step);
  add_labels(plan, c, outer, proof);
  add_reasons(plan, c, outer, proof.labels.back());
  plan.bottlenecks = bottlenecks(c, outer, proof.labels.back(), plan.left - plan.unreached);
  plan.certificate_kind = "cuts";
  plan.certificate_accepted = plan.safe <= plan.upper_bound;
  plan.provenance.options = fmt::format("step={}s", Rational::of(step.count(), 1000).to_string());
  if (!fair) {
    plan.findings.push_back({.severity = Severity::kFinding,
                             .code = "P513",
                             .problem = "places that tie for the same roads may not have equal shares",
                             .why = "the case is too large to level them all",
                             .where = c.id,
                             .suggestion = "left_by_district says who is left"});
  }
  if (solved.status == solver::SolveStatus::kStopped) {
    plan.findings.push_back({.severity = Severity::kWarning,
                             .code = "P512",
                             .problem = "planning was stopped before its end",
                             .why = "the plan is valid, its gap is true and may be large",
                             .where = c.id,
                             .suggestion = "run it again to its end for the best plan"});
  }
  return plan;
}

}  // namespace

Millis choose_step(const Movement& movement) {
  constexpr double kSpotSteps = 4e6;
  for (const int seconds : {10, 15, 20, 30, 60, 120, 180, 300, 600}) {
    const Millis step{seconds * 1000};
    const double steps = static_cast<double>(movement.horizon.count()) / static_cast<double>(step.count());
    if (steps * static_cast<double>(movement.node.size()) <= kSpotSteps) return step;
  }
  return Millis{900'000};
}

plan::Plan make_plan(const Case& c, const PlanOptions& options) {
  if (scenario::several_groups(c)) return plan_of_groups(c, options);
  const Movement all = movement(c, Rounding::kInner), outer = movement(c, Rounding::kOuter);
  Core core(outer);
  grow(core, options);
  const Movement inner = core.part_of(all);
  if (options.step > Millis{0}) return plan_in_steps(c, inner, outer, core, options.step, options);
  if (c.wait == scenario::WaitRule::kOriginsAndStaging) {
    return plan_in_steps(c, inner, outer, core, staging_step(inner), options);
  }
  const Millis finest = choose_step(inner);
  if (finest < kMinute) {  // whole minutes make rows that people can follow, if they cost nothing
    plan::Plan plan = plan_in_steps(c, inner, outer, core, kMinute, options);
    if (plan.safe == plan.upper_bound) return plan;
  }
  return plan_in_steps(c, inner, outer, core, finest, options);
}

}  // namespace passage::planner
