// check_bounds: the plan's labels and what they prove.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/bound.h"
#include "verify/totals.h"

namespace passage::verify {
namespace {

struct Proof {
  Millis deadline;
  LabelBound exact, whole;  // times as they are; whole milliseconds, rounded against the claim
};

std::vector<Proof> proofs(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules,
                          Findings& findings) {
  std::vector<std::uint32_t> order(plan.labels.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t x, std::uint32_t y) { return plan.labels[x].deadline < plan.labels[y].deadline; });
  std::vector<Proof> out;
  for (std::size_t first = 0; first < order.size();) {
    const Millis deadline = plan.labels[order[first]].deadline;
    Alpha alpha{Table<NodeId, Millis>(c.network.node_count(), Millis{0}),
                Table<NodeId, Millis>(c.network.node_count(), Millis{0})};
    std::vector<char> seen(2 * c.network.node_count(), 0);
    bool sound = deadline > Millis{0} && deadline <= c.horizon;
    if (!sound) findings.add("labels", fmt::format("deadline {} is not a time of the case", clock(deadline)));
    for (; first < order.size() && plan.labels[order[first]].deadline == deadline; ++first) {
      const plan::Label& label = plan.labels[order[first]];
      const NodeId v = plan.nodes.contains(label.node) ? matched.node[label.node] : NodeId{};
      const auto mode = static_cast<std::size_t>(label.mode);
      if (!v.valid() || label.alpha < Millis{0} || label.alpha > deadline || seen[2 * v.index() + mode]++) {
        sound = false;
        findings.add(
            "labels",
            fmt::format("deadline {}: the label {} of {} is out of range, there twice, or of no node of the case",
                        clock(deadline), clock(label.alpha), v.valid() ? c.network.node_name[v] : "a node"));
        continue;
      }
      alpha[mode][v] = label.alpha;
    }
    if (sound)
      out.push_back(
          {deadline, label_bound(c, rules.outer, deadline, alpha), label_bound(c, rules.whole_outer, deadline, alpha)});
  }
  return out;
}

// The figures that labels of deadlines from t on prove of the people safe before t: least first.
std::set<std::int64_t> proven(const std::vector<Proof>& proofs, Millis t) {
  std::optional<Persons> exact, whole;
  for (const Proof& proof : proofs) {
    if (proof.deadline < t) continue;
    if (proof.exact.at_most && (!exact || *proof.exact.at_most < *exact)) exact = proof.exact.at_most;
    if (proof.whole.at_most && (!whole || *proof.whole.at_most < *whole)) whole = proof.whole.at_most;
  }
  std::set<std::int64_t> out;
  for (const auto& figure : {exact, whole}) {
    if (figure) out.insert(figure->count());
  }
  return out;
}

void check_curve(const Case& c, const Plan& plan, const std::vector<Proof>& proofs, Findings& findings) {
  for (const plan::SafeBy& row : plan.safe_by) {
    std::int64_t released = 0;
    for (const scenario::Origin& origin : c.origins) {
      if (origin.release < row.time) released += (origin.by_car + origin.on_foot).count();
    }
    const std::set<std::int64_t> figures = proven(proofs, row.time);
    const std::int64_t said = row.at_most.count();
    const bool fits = figures.contains(said) || std::any_of(figures.begin(), figures.end(), [&](std::int64_t figure) {
                        return std::min(figure, released) == said;
                      });
    if (!fits) {
      findings.add("bound", fmt::format("safe by {}: at most {} is claimed, the labels prove {}", clock(row.time),
                                        grouped(said), figures.empty() ? "nothing" : grouped(*figures.begin())));
    }
    if (row.persons > row.at_most) {
      findings.add("bound", fmt::format("safe by {}: {} people, above the bound of {}", clock(row.time),
                                        grouped(row.persons.count()), grouped(said)));
    }
  }
}

}  // namespace

void check_bounds(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  const std::vector<Proof> all = proofs(c, plan, matched, rules, findings);
  const std::set<std::int64_t> figures = proven(all, c.horizon);
  const std::int64_t said = plan.upper_bound.count();
  if (!figures.contains(said)) {
    std::string why = figures.empty() ? "nothing" : grouped(*figures.begin());
    for (const Proof& proof : all) {
      if (proof.deadline == c.horizon && !proof.exact.at_most)
        why = fmt::format("nothing: they put no limit on {}", proof.exact.unlimited);
    }
    findings.add("bound", fmt::format("upper_bound: {} is claimed, the labels prove {}", grouped(said), why));
  }
  if (plan.safe > plan.upper_bound) {
    findings.add("bound",
                 fmt::format("{} people are safe, above the bound of {}", grouped(plan.safe.count()), grouped(said)));
  }
  if (!plan.certificate_accepted) findings.add("bound", "the plan itself says that its certificate was not accepted");
  const double gap =
      said > 0 ? static_cast<double>((plan.upper_bound - plan.safe).count()) / static_cast<double>(said) : 0;
  if (!(std::abs(gap - plan.gap) <= 1e-9))
    findings.add("bound", fmt::format("gap: the plan says {}, it is {}", plan.gap, gap));
  if (!(plan.curve_gap >= 0 && plan.curve_gap <= 1))
    findings.add("bound", fmt::format("curve_gap: {} is no share", plan.curve_gap));
  check_curve(c, plan, all, findings);
}

}  // namespace passage::verify
