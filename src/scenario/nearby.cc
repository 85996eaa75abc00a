#include "scenario/nearby.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace passage::scenario {
namespace {
constexpr double kMetresPerDegree = 111'000;  // a little under the least, so that cells err on the wide side
}

Nearby::Nearby(const network::Network& net, Metres farthest) : net_(net) {
  double widest = 0;  // latitude farthest from the equator: there a degree of longitude is shortest
  for (const network::Coordinate p : net.position) widest = std::max(widest, std::abs(p.lat()));
  row_degrees_ = std::max(farthest.count(), 50.0) / kMetresPerDegree;
  const double shrink = std::cos(std::min(89.0, widest + 2 * row_degrees_) * std::numbers::pi / 180);
  column_degrees_ = std::min(360.0, row_degrees_ / std::max(0.01, shrink));
  entries_.reserve(net.node_count());
  for (const network::NodeId node : net.position.ids()) {
    const network::Coordinate p = net.position[node];
    entries_.push_back({static_cast<std::int64_t>(std::floor(p.lat() / row_degrees_)),
                        static_cast<std::int64_t>(std::floor(p.lon() / column_degrees_)), node});
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.row, a.column, a.node) < std::tie(b.row, b.column, b.node);
  });
}

std::vector<Candidate> Nearby::within(network::Coordinate p, Metres limit) const {
  std::vector<Candidate> out;
  const auto row = static_cast<std::int64_t>(std::floor(p.lat() / row_degrees_));
  const auto column = static_cast<std::int64_t>(std::floor(p.lon() / column_degrees_));
  for (std::int64_t r = row - 1; r <= row + 1; ++r) {
    auto at = std::lower_bound(
        entries_.begin(), entries_.end(), std::pair{r, column - 1},
        [](const Entry& e, const auto& cell) { return std::tie(e.row, e.column) < std::tie(cell.first, cell.second); });
    for (; at != entries_.end() && at->row == r && at->column <= column + 1; ++at) {
      const double metres = network::distance(p, net_.position[at->node]).count();
      if (metres <= limit.count()) out.push_back({at->node, metres});
    }
  }
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.metres, a.node) < std::tie(b.metres, b.node);
  });
  return out;
}

}  // namespace passage::scenario
