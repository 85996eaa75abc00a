#include "bounds/plan_labels.h"

#include <algorithm>
#include <array>

#include "bounds/levels.h"

namespace passage::bounds {

using network::NodeId;

namespace {

constexpr int kSweeps = 12;

// Of one mode, by node; 0 where no row names the node.
using NodeLabels = std::array<Table<NodeId, CaseTime>, 2>;

NodeLabels by_node(const std::vector<plan::Label>& rows, const TravelNetwork& outer, CaseTime deadline,
                   std::size_t level) {
  NodeLabels out;
  for (std::size_t mode = 0; mode < 2; ++mode) out[mode] = Table<NodeId, CaseTime>(outer.met[mode].size(), CaseTime{0});
  for (const plan::Label& row : rows) {
    if (row.deadline == deadline && row.level == level) out[static_cast<std::size_t>(row.mode)][row.node] = row.alpha;
  }
  return out;
}

}  // namespace

Labels labels_from(const std::vector<plan::Label>& rows, const TravelNetwork& outer, CaseTime deadline,
                   std::size_t level) {
  const NodeLabels alpha = by_node(rows, outer, deadline, level);
  Labels out{deadline, Table<VertexId, CaseTime>(outer.node.size(), CaseTime{0})};
  for (const VertexId s : outer.node.ids()) {
    if (outer.node[s].valid()) out.alpha[s] = alpha[static_cast<std::size_t>(outer.mode[s])][outer.node[s]];
  }
  label_refuges(outer, out);
  return out;
}

Persons bound_by_labels(const Case& c, const plan::Plan& plan) {
  Rational sum{0};
  for (const ProvingCase& part : proving_cases(c, plan)) {
    const TravelNetwork outer = outer_of(part.of);
    Labels labels = labels_from(plan.labels, outer, c.horizon, part.level);
    const auto bound = [&] { return label_bound(outer, labels) - counted_twice(part.of, outer, labels); };
    const Persons as_they_are = bound();
    improve(outer, labels, kSweeps);
    sum = sum + part.weight * Rational{std::min(as_they_are, bound()).count()};
  }
  return std::min(Persons{sum.floor()}, leaving(c));
}

}  // namespace passage::bounds
