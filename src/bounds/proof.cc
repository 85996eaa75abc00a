#include "bounds/proof.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "bounds/reasons.h"
#include "core/text.h"

namespace passage::bounds {

using flow::Step;

namespace {

constexpr Millis kHour{3'600'000};
constexpr int kSweeps = 12;

bool anybody(const Case& c, network::Mode mode) {
  return std::any_of(c.origins.begin(), c.origins.end(), [&](const scenario::Origin& o) {
    return (mode == network::Mode::kCar ? o.by_car : o.on_foot) > Persons{0};
  });
}

// A mode has rows if somebody goes by it. If nobody moves at all, the rows of cars prove that.
bool has_labels(const Case& c, network::Mode mode) {
  return anybody(c, mode) || (mode == network::Mode::kCar && !anybody(c, network::Mode::kFoot));
}

// By vertex of `outer`: the vertices of `inner` that are of the same node and mode, or the gate or hub of the same
// refuge.
Table<VertexId, std::vector<VertexId>> matches(const TravelNetwork& outer, const TravelNetwork& inner) {
  std::map<std::pair<network::NodeId, network::Mode>, std::vector<VertexId>> parts;
  for (const VertexId s : inner.node.ids()) {
    if (inner.node[s].valid()) parts[{inner.node[s], inner.mode[s]}].push_back(s);
  }
  Table<VertexId, std::vector<VertexId>> out(outer.node.size());
  for (const VertexId s : outer.node.ids()) {
    if (!outer.node[s].valid()) continue;
    if (const auto found = parts.find({outer.node[s], outer.mode[s]}); found != parts.end()) out[s] = found->second;
  }
  for (std::size_t i = 0; i < outer.hubs.size(); ++i) {
    out[outer.hubs[i].vertex] = {inner.hubs[i].vertex};
    if (outer.hubs[i].gate.valid() && inner.hubs[i].gate.valid()) out[outer.hubs[i].gate] = {inner.hubs[i].gate};
  }
  return out;
}

TemporalCut cut_in_time(const TravelNetwork& outer, const Table<VertexId, std::vector<VertexId>>& match, Millis step,
                        const flow::StepCut& cut, CaseTime deadline) {
  TemporalCut out{deadline, Table<VertexId, CaseTime>(outer.node.size(), CaseTime{0})};
  for (const VertexId s : outer.node.ids()) {
    CaseTime cut_time{0};
    for (const VertexId part : match[s]) {
      const Step cut_step = cut.cut_time[flow::NodeId{part.index()}];
      // Potentials are those of `outer`, whatever `from` rounds: so no shortest path crosses the cut.
      const CaseTime t = (cut_step > cut.deadline ? deadline : step * cut_step) - outer.potential[s];
      cut_time = std::max(cut_time, t);
    }
    out.cut_time[s] = std::clamp(cut_time, CaseTime{0}, deadline);
  }
  return out;
}

// Raises cut times to the soonest that anybody can be at the vertex. Nobody is there before, so no part of the bound
// becomes more by it, and some become less.
TemporalCut& raise(TemporalCut& cut, const TravelNetwork& outer) {
  for (const VertexId s : outer.soonest.ids())
    cut.cut_time[s] = std::max(cut.cut_time[s], std::min(outer.soonest[s], cut.deadline));
  return cut;
}

}  // namespace

std::vector<CaseTime> deadlines(const Case& c, std::int64_t hours) {
  std::vector<CaseTime> out;
  for (CaseTime t = kHour * hours; t < c.horizon; t += kHour * hours) out.push_back(t);
  out.push_back(c.horizon);
  return out;
}

std::vector<CaseTime> cut_deadlines(const Case& c, const TravelNetwork& outer) {
  constexpr std::size_t kMostCutTimes = 100'000'000;
  const std::size_t all = outer.node.size() * deadlines(c).size();
  return deadlines(c, std::max<std::int64_t>(1, static_cast<std::int64_t>((all + kMostCutTimes - 1) / kMostCutTimes)));
}

Step last_step(CaseTime t, Millis step) {
  return narrow(floor_div(t.count(), step.count())) - 1;
}

std::vector<TemporalCut> cuts_of(const TravelNetwork& outer, const TravelNetwork& from, const Discrete& discrete,
                                 const flow::Certificate& certificate, const std::vector<CaseTime>& times) {
  const auto match = matches(outer, from);
  std::vector<TemporalCut> out;
  for (const CaseTime deadline : times) {
    const flow::StepCut* best = nullptr;
    for (const flow::StepCut& cut : certificate.cuts) {
      if (cut.deadline >= last_step(deadline, discrete.step) && (best == nullptr || cut.deadline < best->deadline))
        best = &cut;
    }
    out.push_back(best != nullptr ? cut_in_time(outer, match, discrete.step, *best, deadline)
                                  : TemporalCut{deadline, Table<VertexId, CaseTime>(outer.node.size(), deadline)});
  }
  return out;
}

Prover::Prover(const TravelNetwork& outer, const ActiveNetwork& active)
    : outer_(outer), active_(active), descent_(outer) {}

Proof Prover::none(const std::vector<CaseTime>& deadlines) {
  Proof out;
  for (const CaseTime t : deadlines) {
    out.rows.push_back({t, {}});
    out.at_most.push_back(Persons{std::numeric_limits<std::int64_t>::max()});
  }
  return out;
}

void Prover::offer(Proof& proof, std::size_t i, TemporalCut cut) const {
  TemporalCut given = raise(cut, outer_);
  Persons bound = cut_bound(outer_, given);
  descent_.descend(cut, kSweeps);
  if (const Persons improved = cut_bound(outer_, raise(cut, outer_)); improved <= bound)
    bound = improved;
  else
    cut = std::move(given);
  if (bound >= proof.at_most[i]) return;
  proof.at_most[i] = bound;
  proof.rows[i] = active_.compression().compress(cut);
  if (i + 1 == proof.rows.size()) proof.last = std::move(cut);
}

void Prover::close(Proof& proof) {
  for (std::size_t i = proof.at_most.size() - 1; i-- > 0;)
    proof.at_most[i] = std::min(proof.at_most[i], proof.at_most[i + 1]);
}

void take_over(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
               const std::vector<TemporalCut>& cuts, const jobs::Task& task) {
  const Prover prover(outer, active);
  std::vector<CaseTime> times;
  for (const TemporalCut& cut : cuts) times.push_back(cut.deadline);
  proof = Prover::none(times);
  task.in_parallel(cuts.size(), [&](std::size_t i) { prover.offer(proof, i, active.extended(cuts[i])); });
  Prover::close(proof);
}

void improve_proof(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
                   std::vector<TemporalCut> cuts, const jobs::Task& task) {
  const Prover prover(outer, active);
  std::vector<CaseTime> times;
  for (const TemporalCut& cut : cuts) times.push_back(cut.deadline);
  if (proof.rows.empty()) proof = Prover::none(times);
  const CoordinateDescent on_active(active.travel());
  task.in_parallel(cuts.size(), [&](std::size_t i) {
    on_active.descend(cuts[i], kSweeps);
    prover.offer(proof, i, active.extended(cuts[i]));
  });
  Prover::close(proof);
}

namespace {

void add_curve(plan::Plan& plan, const Case& c, const Proof& proof, const Trips& trips, Millis step) {
  double at_most = 0, safe = 0;
  std::size_t i = 0;
  for (const CaseTime t : deadlines(c)) {
    while (proof.rows[i].deadline < t) ++i;
    const Step last = last_step(t, step);
    flow::Amount by = 0, next = 0;  // people are taken in evenly over the step that holds t
    for (const expand::Trip& trip : trips.trips) {
      by += trip.intake_step <= last ? trip.persons : 0;
      next += trip.intake_step == last + 1 ? trip.persons : 0;
    }
    by += narrow(floor_div(Int128{next} * (t - step * (last + 1)).count(), step.count()));
    plan.safe_by.push_back({t, Persons{by}, proof.at_most[i]});
    at_most += static_cast<double>(proof.at_most[i].count());
    safe += static_cast<double>(by);
  }
  plan.upper_bound = proof.at_most.back();
  const auto bound = static_cast<double>(plan.upper_bound.count());
  plan.gap = bound > 0 ? (bound - static_cast<double>(plan.safe.count())) / bound : 0;
  plan.curve_gap = at_most > 0 ? (at_most - safe) / at_most : 0;
}

// Writes all cut times of a cut of the whole, by mode and node.
void add_all_labels(plan::Plan& plan, const Case& c, const TravelNetwork& outer, const TemporalCut& cut) {
  std::array<Table<network::NodeId, CaseTime>, 2> cut_time;
  for (auto& of_mode : cut_time) of_mode = Table<network::NodeId, CaseTime>(c.network.node_count(), CaseTime{-1});
  for (const VertexId s : outer.node.ids()) {
    if (outer.node[s].valid()) cut_time[static_cast<std::size_t>(outer.mode[s])][outer.node[s]] = cut.cut_time[s];
  }
  for (const network::Mode mode : {network::Mode::kCar, network::Mode::kFoot}) {
    if (!has_labels(c, mode)) continue;
    for (const network::NodeId v : c.network.position.ids()) {
      const CaseTime told = cut_time[static_cast<std::size_t>(mode)][v];
      // A node that nobody can come to gets the deadline, and one from which no refuge can be reached 0: neither makes
      // an arc cross the cut.
      const bool met = outer.reachable[static_cast<std::size_t>(mode)][v] != 0;
      const CaseTime label = told >= CaseTime{0} ? told : met ? CaseTime{0} : cut.deadline;
      plan.labels.push_back({cut.deadline, v, mode, label});
    }
  }
}

void add_labels(plan::Plan& plan, const Case& c, const ActiveNetwork& active, const TravelNetwork& outer,
                const Proof& proof, std::size_t most_labels) {
  const std::size_t modes =
      (has_labels(c, network::Mode::kCar) ? 1 : 0) + (has_labels(c, network::Mode::kFoot) ? 1 : 0);
  plan.labels_left_out = modes * c.network.node_count() * proof.rows.size() > most_labels;
  for (std::size_t i = 0; i + 1 < proof.rows.size(); ++i) {
    const CutRows& rows = proof.rows[i];
    if (proof.at_most[i] == proof.at_most[i + 1]) continue;  // the next deadline proves as much
    if (!plan.labels_left_out) {
      add_all_labels(plan, c, outer, active.compression().expand(rows));
      continue;
    }
    for (const auto& [s, label] : rows.rows) {
      if (outer.node[s].valid()) plan.labels.push_back({rows.deadline, outer.node[s], outer.mode[s], label});
    }
  }
  add_all_labels(plan, c, outer, proof.last);
  if (!plan.labels_left_out) return;
  plan.findings.push_back(
      {.severity = Severity::kFinding,
       .code = "P514",
       .problem = "labels before the horizon are told by few rows",
       .why = fmt::format("all would be more than {}", grouped(static_cast<std::int64_t>(most_labels))),
       .where = c.id,
       .suggestion = "--labels writes them all; docs/methods/certificate.md tells how the others "
                     "follow"});
}

void add_reasons(plan::Plan& plan, const Case& c, const TravelNetwork& outer, const TemporalCut& cut) {
  std::map<std::string, std::vector<VertexId>> vertices;
  // By district: people left, and those of them whom no road leads to a refuge.
  std::map<std::string, std::pair<Persons, Persons>> left;
  for (const timenet::Supply& s : outer.supplies) {
    if (plan.origins[s.origin.index()].left > Persons{0}) vertices[c.origins[s.origin].district].push_back(s.vertex);
  }
  for (const plan::OriginRow& row : plan.origins) {
    auto& [all, unreached] = left[row.district];
    all += row.left;
    unreached += row.unreached;
  }
  const Reasons why(c, outer, cut);
  std::map<std::string, std::string> reasons;
  for (const auto& [district, persons] : left) {
    const auto [all, unreached] = persons;
    if (unreached > Persons{0}) plan.left_by_district.push_back({district, unreached, "no_road", {}});
    if (all == unreached) continue;
    const HeldBack held = vertices.contains(district) ? why.of(vertices[district]) : HeldBack{"window", {}};
    reasons[district] = held.reason;
    plan.left_by_district.push_back({district, all - unreached, held.reason, held.by});
  }
  std::stable_sort(plan.left_by_district.begin(), plan.left_by_district.end(),
                   [](const auto& a, const auto& b) { return a.persons > b.persons; });
  for (plan::OriginRow& row : plan.origins) {
    if (row.left > Persons{0}) row.reason = row.left == row.unreached ? "no_road" : reasons[row.district];
  }
}

}  // namespace

void conclude(plan::Plan& plan, const Case& c, const ActiveNetwork& active, const TravelNetwork& outer,
              const Proof& proof, const Trips& trips, Millis step, std::size_t most_labels) {
  add_curve(plan, c, proof, trips, step);
  add_labels(plan, c, active, outer, proof, most_labels);
  add_reasons(plan, c, outer, proof.last);
  plan.bottlenecks = bottlenecks(c, outer, proof.last, plan.left - plan.unreached);
  plan.certificate_kind = "cuts";
  plan.certificate_accepted = plan.safe <= plan.upper_bound;
  plan.provenance.options = fmt::format("step={}s", Rational::of(step.count(), 1000).to_string());
}

}  // namespace passage::bounds
