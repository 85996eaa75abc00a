#include "solver/finish.h"

#include <algorithm>
#include <unordered_map>

namespace passage::solver {
namespace {

// The zero-time entries of one step, as a graph whose cycles are taken out one by one.
class StepCycles {
 public:
  StepCycles(const flow::Problem& problem, std::vector<flow::Entry*> entries) : problem_(problem) {
    for (flow::Entry* entry : entries) out_[problem.tail[entry->arc].index()].push_back(entry);
    starts_ = std::move(entries);
  }
  void cancel() {
    for (const flow::Entry* start : starts_) walk_from(problem_.tail[start->arc].index());
  }

 private:
  // Depth first; an entry back to the path closes a cycle, which is emptied down to its smallest.
  void walk_from(Index root) {
    std::vector<Index> nodes{root};
    std::vector<flow::Entry*> path;
    state_[root] = kOnPath;
    while (!nodes.empty()) {
      const Index v = nodes.back();
      flow::Entry* const entry = next_of(v);
      if (entry == nullptr) {
        state_[v] = kDone;
        nodes.pop_back();
        if (!path.empty()) path.pop_back();
        continue;
      }
      const Index w = problem_.head[entry->arc].index();
      nodes.push_back(w);
      path.push_back(entry);
      if (state_[w] == kOnPath)
        close_cycle(nodes, path);
      else
        state_[w] = kOnPath;
    }
  }
  flow::Entry* next_of(Index v) {
    const auto row = out_.find(v);
    if (row == out_.end()) return nullptr;
    for (flow::Entry* entry : row->second)
      if (entry->amount > 0 && state_[problem_.head[entry->arc].index()] != kDone) return entry;
    return nullptr;
  }
  void close_cycle(std::vector<Index>& nodes, std::vector<flow::Entry*>& path) {
    std::size_t first = path.size() - 1;
    while (nodes[first] != nodes.back()) --first;
    flow::Amount least = path[first]->amount;
    for (std::size_t i = first; i < path.size(); ++i) least = std::min(least, path[i]->amount);
    std::size_t emptied = path.size();
    for (std::size_t i = path.size(); i-- > first;) {
      path[i]->amount -= least;
      if (path[i]->amount == 0) emptied = i;
    }
    nodes.pop_back();  // the node that closed it stays once
    while (nodes.size() > emptied + 1) {
      state_[nodes.back()] = kNew;
      nodes.pop_back();
    }
    path.resize(emptied);
  }
  enum State { kNew, kOnPath, kDone };
  const flow::Problem& problem_;
  std::unordered_map<Index, std::vector<flow::Entry*>> out_;
  std::unordered_map<Index, State> state_;
  std::vector<flow::Entry*> starts_;
};

}  // namespace

void cancel_zero_time_cycles(const flow::Problem& problem, std::vector<flow::Entry>& entries) {
  for (std::size_t i = 0; i < entries.size();) {
    const Step step = entries[i].step;
    std::vector<flow::Entry*> zero;
    for (; i < entries.size() && entries[i].step == step; ++i)
      if (problem.time[entries[i].arc] == 0) zero.push_back(&entries[i]);
    if (zero.size() > 1) StepCycles(problem, std::move(zero)).cancel();
  }
  std::erase_if(entries, [](const flow::Entry& entry) { return entry.amount == 0; });
}

template <class Count>
flow::Solution solution_of(const flow::Problem& problem, const Expansion<Count>& x) {
  flow::Solution out;
  const Time steps = static_cast<Time>(x.graph.steps);
  for (Index l = 0; l < x.lane.size(); ++l) {
    const Bits::Word* used = x.lane[l].used;
    if (used == nullptr) continue;
    for (Time s = Bits::first_set(used, 0, steps); s < steps; s = Bits::first_set(used, s + 1, steps)) {
      if (l < x.graph.arcs()) {
        out.entries.push_back({x.graph.id[l], s, x.flow(l, s)});
      } else {
        const Amount amount = x.flow(l, s);
        out.intakes.push_back({problem.refuges[l - x.graph.arcs()].node, s, amount});
        out.safe += amount;
        out.sum += Int128{amount} * s;
        out.last = std::max<Step>(out.last, s);
      }
    }
  }
  std::sort(out.entries.begin(), out.entries.end(),
            [](const auto& a, const auto& b) { return a.step != b.step ? a.step < b.step : a.arc < b.arc; });
  std::sort(out.intakes.begin(), out.intakes.end(),
            [](const auto& a, const auto& b) { return a.step != b.step ? a.step < b.step : a.node < b.node; });
  cancel_zero_time_cycles(problem, out.entries);
  return out;
}

template flow::Solution solution_of(const flow::Problem&, const Expansion<std::int32_t>&);
template flow::Solution solution_of(const flow::Problem&, const Expansion<std::int64_t>&);

std::vector<flow::Amount> safe_by_step(const flow::Problem& problem, const flow::Solution& solution) {
  std::vector<flow::Amount> safe(static_cast<std::size_t>(problem.horizon) + 1, 0);
  for (const flow::Intake& intake : solution.intakes) safe[static_cast<std::size_t>(intake.step)] += intake.amount;
  for (std::size_t t = 1; t < safe.size(); ++t) safe[t] += safe[t - 1];
  return safe;
}

}  // namespace passage::solver
