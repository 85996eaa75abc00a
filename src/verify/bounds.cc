// check_bounds: the plan's cut times and what they prove.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "certify/bound.h"
#include "certify/left_out.h"
#include "core/text.h"
#include "verify/totals.h"

namespace passage::verify {
namespace {

struct Proof {
  Millis deadline;
  certify::CutBound exact;  // times as they are, and when somebody can be where
  certify::CutBound whole;  // rounded against the claim: whole milliseconds, somebody anywhere at any time
};

// The cut times of one deadline.
struct Given {
  Millis deadline;
  std::vector<std::uint32_t> rows;  // of Plan::labels
  bool sound = true;
};

std::vector<Given> by_deadline(const Plan& plan) {
  std::map<Millis, std::vector<std::uint32_t>> rows;
  for (std::uint32_t i = 0; i < plan.labels.size(); ++i) rows[plan.labels[i].deadline].push_back(i);
  std::vector<Given> out;
  for (auto& [deadline, of] : rows) out.push_back({deadline, std::move(of)});
  return out;
}

// The row's node in the case, if the row is sound.
NodeId node_of(const Plan& plan, const Matched& matched, const plan::Label& label) {
  const bool in_range = label.alpha >= Millis{0} && label.alpha <= label.deadline;
  return in_range && plan.nodes.contains(label.node) ? matched.node[label.node] : NodeId{};
}

void check_rows(const Case& c, const Plan& plan, const Matched& matched, Given& given, Findings& findings) {
  if (given.deadline <= Millis{0} || given.deadline > c.horizon) {
    given.sound = false;
    findings.add("labels", fmt::format("deadline {} is not a time of the case", findings.clock(given.deadline)));
  }
  std::vector<char> seen(2 * c.network.node_count(), 0);
  for (const std::uint32_t i : given.rows) {
    const plan::Label& label = plan.labels[i];
    const NodeId v = node_of(plan, matched, label);
    if (v.valid() && !seen[2 * v.index() + static_cast<std::size_t>(label.mode)]++) continue;
    given.sound = false;
    const NodeId named = plan.nodes.contains(label.node) ? matched.node[label.node] : NodeId{};
    findings.add("labels",
                 fmt::format("deadline {}: the label {} of {} is out of range, there twice, or of no node of the case",
                             findings.clock(given.deadline), findings.clock(label.alpha),
                             named.valid() ? c.network.node_name[named] : "a node"));
  }
}

std::vector<Proof> proofs(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules,
                          Findings& findings, const jobs::Task& task) {
  std::vector<Given> all = by_deadline(plan);
  for (Given& given : all) check_rows(c, plan, matched, given, findings);
  std::erase_if(all, [](const Given& given) { return !given.sound; });
  const certify::Soonest soonest = certify::soonest_presence(c, rules.outer);
  std::optional<certify::LeftOut> left_out;
  if (plan.labels_left_out) left_out.emplace(c, rules.whole_outer);
  std::vector<Proof> out(all.size());
  task.in_parallel(all.size(), [&](std::size_t i) {
    const Millis deadline = all[i].deadline;
    certify::Alpha alpha{Table<NodeId, Millis>(c.network.node_count(), Millis{0}),
                         Table<NodeId, Millis>(c.network.node_count(), Millis{0})};
    std::vector<char> given(2 * c.network.node_count(), 0);
    for (const std::uint32_t row : all[i].rows) {
      const plan::Label& label = plan.labels[row];
      const NodeId v = matched.node[label.node];
      alpha[static_cast<std::size_t>(label.mode)][v] = label.alpha;
      given[2 * v.index() + static_cast<std::size_t>(label.mode)] = 1;
    }
    if (left_out) left_out->fill(deadline, given, alpha);
    out[i] = {deadline, certify::cut_bound(c, rules.outer, rules.outer, deadline, alpha, &soonest),
              certify::cut_bound(c, rules.whole_outer, rules.outer, deadline, alpha)};
  });
  return out;
}

// What cut times of deadlines from t on prove of the people safe before t: from the exact figure to
// that of somebody who rounds times to milliseconds and parts to millionths, always upwards. The two
// are the same or next to each other, and everything from the first on is true.
struct Proven {
  std::optional<Persons> least, most;
  [[nodiscard]] bool supports(Persons claim) const { return least && *least <= claim && claim <= *most; }
  [[nodiscard]] std::string text() const { return least ? grouped(least->count()) : "nothing"; }
};

Proven proven(const std::vector<Proof>& proofs, Millis t) {
  Proven out;
  const auto less = [](std::optional<Persons>& best, const std::optional<Persons>& figure) {
    if (figure && (!best || *figure < *best)) best = figure;
  };
  for (const Proof& proof : proofs) {
    if (proof.deadline < t) continue;
    less(out.least, proof.exact.at_most);
    less(out.most, proof.whole.in_millionths);
  }
  if (!out.least || !out.most) return {};
  out.most = std::max(*out.most, *out.least);
  return out;
}

void check_curve(const Plan& plan, const std::vector<Proof>& proofs, Findings& findings) {
  for (const plan::SafeBy& row : plan.safe_by) {
    const Proven figures = proven(proofs, row.time);
    if (!figures.supports(row.at_most)) {
      findings.add("bound", fmt::format("safe by {}: at most {} is claimed, the labels prove {}",
                                        findings.clock(row.time), grouped(row.at_most.count()), figures.text()));
    }
    if (row.persons > row.at_most) {
      findings.add("bound", fmt::format("safe by {}: {}, above the bound of {}", findings.clock(row.time),
                                        people_text(row.persons.count()), grouped(row.at_most.count())));
    }
  }
}

}  // namespace

void check_bounds(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings,
                  const jobs::Task& task) {
  const std::vector<Proof> all = proofs(c, plan, matched, rules, findings, task);
  const Proven figures = proven(all, c.horizon);
  const std::int64_t said = plan.upper_bound.count();
  if (!figures.supports(plan.upper_bound)) {
    std::string why = figures.text();
    for (const Proof& proof : all) {
      if (proof.deadline == c.horizon && !proof.exact.at_most)
        why = fmt::format("nothing: they put no limit on {}", proof.exact.unlimited);
    }
    findings.add("bound", fmt::format("upper_bound: {} is claimed, the labels prove {}", grouped(said), why));
  }
  if (plan.safe > plan.upper_bound) {
    findings.add("bound", fmt::format("{} safe, above the bound of {}",
                                      counted(plan.safe.count(), "person is", "people are"), grouped(said)));
  }
  if (!plan.certificate_accepted) findings.add("bound", "the plan itself says that its certificate was not accepted");
  const double gap =
      said > 0 ? static_cast<double>((plan.upper_bound - plan.safe).count()) / static_cast<double>(said) : 0;
  if (gap != plan.gap) findings.add("bound", fmt::format("gap: the plan says {}, it is {}", plan.gap, gap));
  if (plan.certificate_kind != "cuts")
    findings.add("bound", fmt::format("certificate_kind: \"{}\", and labels are \"cuts\"", plan.certificate_kind));
  check_curve(plan, all, findings);
}

}  // namespace passage::verify
