#include "bounds/plan_cuts.h"

#include <algorithm>
#include <array>

#include "bounds/levels.h"

namespace passage::bounds {

using network::NodeId;

namespace {

constexpr int kSweeps = 12;

// Cut times by mode and node; 0 if no row names the node.
using NodeCutTimes = std::array<Table<NodeId, CaseTime>, 2>;

NodeCutTimes by_node(const std::vector<plan::Label>& rows, const TravelNetwork& outer, CaseTime deadline,
                     std::size_t level) {
  NodeCutTimes out;
  for (std::size_t mode = 0; mode < 2; ++mode)
    out[mode] = Table<NodeId, CaseTime>(outer.reachable[mode].size(), CaseTime{0});
  for (const plan::Label& row : rows) {
    if (row.deadline == deadline && row.level == level) out[static_cast<std::size_t>(row.mode)][row.node] = row.alpha;
  }
  return out;
}

}  // namespace

TemporalCut cut_from_rows(const std::vector<plan::Label>& rows, const TravelNetwork& outer, CaseTime deadline,
                          std::size_t level) {
  const NodeCutTimes cut_time = by_node(rows, outer, deadline, level);
  TemporalCut out{deadline, Table<VertexId, CaseTime>(outer.node.size(), CaseTime{0})};
  for (const VertexId s : outer.node.ids()) {
    if (outer.node[s].valid()) out.cut_time[s] = cut_time[static_cast<std::size_t>(outer.mode[s])][outer.node[s]];
  }
  cut_refuges(outer, out);
  return out;
}

Persons bound_by_cuts(const Case& c, const plan::Plan& plan) {
  Rational sum{0};
  for (const ProvingCase& part : proving_cases(c, plan)) {
    const TravelNetwork outer = outer_of(part.of);
    TemporalCut cut = cut_from_rows(plan.labels, outer, c.horizon, part.level);
    const auto bound = [&] { return cut_bound(outer, cut) - counted_twice(part.of, outer, cut); };
    const Persons as_they_are = bound();
    descend(outer, cut, kSweeps);
    sum = sum + part.weight * Rational{std::min(as_they_are, bound()).count()};
  }
  return std::min(Persons{sum.floor()}, leaving(c));
}

}  // namespace passage::bounds
