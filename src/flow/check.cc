#include "flow/check.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "flow/bound.h"

namespace passage::flow {
namespace {

using Violation = std::optional<std::string>;

std::string text(Int128 value) {
  std::string out;
  Int128 left = value < 0 ? -value : value;
  do out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(left % 10)));
  while ((left /= 10) > 0);
  if (value < 0) out.insert(out.begin(), '-');
  return out;
}

std::uint32_t number(NodeId v) {
  return v.index() + 1;
}

std::string heads(Int128 amount) {
  return amount == 1 ? "1 person" : text(amount) + " people";
}

Violation check_entries(const Problem& problem, const Solution& solution) {
  std::map<std::pair<ArcId, Step>, Int128> total;
  for (const Entry& entry : solution.entries) {
    if (!problem.tail.contains(entry.arc)) return "an entry names an arc that is not there";
    const std::string where = fmt::format("arc {}, step {}", entry.arc.index() + 1, entry.step);
    if (entry.amount <= 0) return fmt::format("{}: {} people enter, not at least 1", where, entry.amount);
    if (entry.step < 0 || entry.step > problem.horizon) return where + ": the step is outside the horizon";
    if (problem.time[entry.arc] > problem.horizon - entry.step) return where + ": the arrival is after the horizon";
    total[{entry.arc, entry.step}] += entry.amount;
  }
  for (const auto& [key, amount] : total) {
    const auto& [arc, step] = key;
    const Amount capacity = capacity_over(problem, arc, {step, step + 1});
    if (capacity == kUnlimited || amount <= capacity) continue;
    std::string window;
    for (const PieceId p : problem.pieces_of[arc])
      if (problem.pieces[p].steps.contains(step))
        window = fmt::format(" in [{}, {})", problem.pieces[p].steps.from, problem.pieces[p].steps.until);
    return fmt::format("arc {}, step {}: {} {}, capacity {}{}", arc.index() + 1, step, heads(amount),
                       amount == 1 ? "enters" : "enter", capacity, window);
  }
  return {};
}

Violation check_intakes(const Problem& problem, const Solution& solution) {
  Table<NodeId, const Refuge*> refuge(problem.node_count, nullptr);
  for (const Refuge& r : problem.refuges) refuge[r.node] = &r;
  std::map<std::pair<NodeId, Step>, Int128> by_step;
  std::map<NodeId, Int128> by_refuge;
  for (const Intake& intake : solution.intakes) {
    if (!refuge.contains(intake.node)) return "an intake names a node that is not there";
    const std::string where = fmt::format("node {}, step {}", number(intake.node), intake.step);
    if (refuge[intake.node] == nullptr) return where + ": intake at a node that is no refuge";
    if (intake.amount <= 0) return fmt::format("{}: intake of {}, not at least 1", where, intake.amount);
    if (intake.step < 0 || intake.step > problem.horizon) return where + ": intake outside the horizon";
    by_step[{intake.node, intake.step}] += intake.amount;
    by_refuge[intake.node] += intake.amount;
  }
  for (const auto& [key, amount] : by_step) {
    const StepRate& rate = refuge[key.first]->rate;
    if (!rate.unlimited() && amount > rate.at(key.second))
      return fmt::format("node {}, step {}: intake of {}, rate {}", number(key.first), key.second, heads(amount),
                         rate.at(key.second));
  }
  for (const auto& [node, amount] : by_refuge)
    if (refuge[node]->capacity != kUnlimited && amount > refuge[node]->capacity)
      return fmt::format("node {}: intake of {} in all, lifetime capacity {}", number(node), heads(amount),
                         refuge[node]->capacity);
  return {};
}

// Nobody leaves a node, or is taken in, who has not come or been released there by the end of the step.
Violation check_conservation(const Problem& problem, const Solution& solution) {
  struct Event {
    NodeId node;
    Step step;
    Int128 change;
  };
  std::vector<Event> events;
  for (const Supply& supply : problem.supplies)
    if (supply.release <= problem.horizon) events.push_back({supply.node, supply.release, supply.persons});
  for (const Entry& entry : solution.entries) {
    events.push_back({problem.tail[entry.arc], entry.step, -Int128{entry.amount}});
    events.push_back({problem.head[entry.arc], entry.step + problem.time[entry.arc], entry.amount});
  }
  for (const Intake& intake : solution.intakes) events.push_back({intake.node, intake.step, -Int128{intake.amount}});
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.node != b.node ? a.node < b.node : a.step < b.step; });
  Int128 here = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i == 0 || events[i - 1].node != events[i].node) here = 0;
    here += events[i].change;
    const bool ends =
        i + 1 == events.size() || events[i + 1].node != events[i].node || events[i + 1].step != events[i].step;
    if (ends && here < 0)
      return fmt::format("node {}, step {}: {} more leave than are there", number(events[i].node), events[i].step,
                         heads(-here));
  }
  return {};
}

// Takes nodes without incoming zero-time entries away, step by step; what is left circles.
Violation check_zero_time_cycles(const Problem& problem, const Solution& solution) {
  std::map<Step, std::vector<ArcId>> by_step;
  for (const Entry& entry : solution.entries)
    if (problem.time[entry.arc] == 0) by_step[entry.step].push_back(entry.arc);
  for (const auto& [step, arcs] : by_step) {
    std::map<NodeId, std::size_t> incoming;
    std::multimap<NodeId, NodeId> out;
    for (const ArcId a : arcs) {
      ++incoming[problem.head[a]];
      incoming[problem.tail[a]];
      out.emplace(problem.tail[a], problem.head[a]);
    }
    std::vector<NodeId> ready;
    for (const auto& [node, count] : incoming)
      if (count == 0) ready.push_back(node);
    std::size_t done = 0;
    for (; done < ready.size(); ++done) {
      const auto [from, until] = out.equal_range(ready[done]);
      for (auto at = from; at != until; ++at)
        if (--incoming[at->second] == 0) ready.push_back(at->second);
    }
    if (done == incoming.size()) continue;
    for (const auto& [node, count] : incoming)
      if (count > 0) return fmt::format("step {}: people circle over zero-time arcs at node {}", step, number(node));
  }
  return {};
}

Violation check_figures(const Solution& solution, const Verdict& found) {
  if (solution.safe != found.safe)
    return fmt::format("{} safe are claimed, the intakes give {}", solution.safe, found.safe);
  if (solution.sum != found.sum)
    return fmt::format("the sum {} is claimed, the intakes give {}", text(solution.sum), text(found.sum));
  if (solution.last != found.last)
    return fmt::format("the last intake is claimed at {}, it is at {}", solution.last, found.last);
  return {};
}

Violation check_cuts(const Problem& problem, const Solution& solution, const Certificate& certificate) {
  std::map<Step, Int128> safe_at;
  for (const Intake& intake : solution.intakes) safe_at[intake.step] += intake.amount;
  Int128 safe = 0;
  auto next = safe_at.begin();
  Step before = -1;
  for (const StepCut& cut : certificate.cuts) {
    const std::string where = fmt::format("the bound by step {}", cut.deadline);
    if (cut.deadline <= before) return where + ": deadlines must rise";
    before = cut.deadline;
    const CutBound bound = cut_bound(problem, cut.cut_time, cut.deadline);
    if (bound.status == BoundStatus::kCutTimeOutOfRange)
      return where + ": a label is out of range, or an unlimited refuge's is not the step after the deadline";
    if (bound.status == BoundStatus::kOverflow) return where + ": it does not fit 64 bit";
    if (bound.at_most != cut.bound)
      return fmt::format("{}: {} is claimed, the labels give {}", where, cut.bound, bound.at_most);
    for (; next != safe_at.end() && next->first <= cut.deadline; ++next) safe += next->second;
    if (safe > cut.bound) return fmt::format("{}: {} are safe, more than {}", where, text(safe), cut.bound);
  }
  return {};
}

Violation check_certificate(const Problem& problem, const Solution& solution, const Certificate& certificate) {
  if (certificate.kind == CertificateKind::kNone) return "there is no bound";
  if (Violation bad = check_cuts(problem, solution, certificate)) return bad;
  if (certificate.kind != CertificateKind::kPrices) {
    if (certificate.cuts.empty() || certificate.cuts.back().deadline != problem.horizon)
      return "there is no bound at the horizon";
    return {};
  }
  const PriceBound bound = price_bound(problem, certificate.prices);
  if (bound.status != BoundStatus::kProved)
    return "the prices: a value is negative or rises, a price is not a limited refuge's, or an unlimited rate is cut";
  const Int128 reached = person_weight(problem) * solution.safe - solution.sum;
  if (bound.at_most != reached)
    return fmt::format("the prices: W safe - sum is {}, they give {}", text(reached), text(bound.at_most));
  return {};
}

Amount least_bound(const Problem& problem, const Certificate& certificate) {
  if (!certificate.cuts.empty() && certificate.cuts.back().deadline == problem.horizon) {
    const CutBound bound = cut_bound(problem, certificate.cuts.back().cut_time, problem.horizon);
    if (bound.status == BoundStatus::kProved) return bound.at_most;
  }
  Int128 released = 0;
  for (const Supply& supply : problem.supplies)
    if (supply.release <= problem.horizon) released += supply.persons;
  return narrow(released);
}

}  // namespace

Verdict check(const Problem& problem, const Solution& solution, const Certificate& certificate) {
  Verdict verdict;
  Int128 safe = 0;
  const auto reject = [&verdict](Violation violation) {
    verdict.status = VerdictStatus::kRejected;
    verdict.violation = std::move(*violation);
    return verdict;
  };
  if (Violation bad = check_entries(problem, solution)) return reject(bad);
  if (Violation bad = check_intakes(problem, solution)) return reject(bad);
  if (Violation bad = check_conservation(problem, solution)) return reject(bad);
  if (Violation bad = check_zero_time_cycles(problem, solution)) return reject(bad);
  for (const Intake& intake : solution.intakes) {
    safe += intake.amount;
    verdict.sum += Int128{intake.amount} * intake.step;
    verdict.last = std::max(verdict.last, intake.step);
  }
  verdict.safe = narrow(safe);  // at most the people, by conservation
  verdict.upper_bound = least_bound(problem, certificate);
  if (Violation bad = check_figures(solution, verdict)) return reject(bad);
  if (Violation bad = check_certificate(problem, solution, certificate)) return reject(bad);
  return verdict;
}

}  // namespace passage::flow
