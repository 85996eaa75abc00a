#include "network/nearest.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "graph/compressed_rows.h"

namespace passage::network {
namespace {
constexpr double kRadius = 6371008.8, kRad = std::numbers::pi / 180;

std::int64_t cell_of(std::int64_t at, std::int64_t origin, std::int64_t cell) {
  const std::int64_t off = at - origin;
  return off >= 0 ? off / cell : -((-off + cell - 1) / cell);
}
}  // namespace

NodeGrid::NodeGrid(const Network& network) : position_(network.position), storage_(network.storage) {
  std::vector<bool> part(network.node_count(), false);
  for (const ArcId a : network.head.ids()) {
    if (network.road_class[network.road[a]] != RoadClass::kTurn) continue;
    part[network.tail[a].index()] = part[network.head[a].index()] = true;
  }
  Coordinate low{INT32_MAX, INT32_MAX}, high{INT32_MIN, INT32_MIN};
  std::size_t count = 0;
  for (const NodeId v : position_.ids()) {
    if (part[v.index()]) continue;
    const Coordinate at = position_[v];
    low = {std::min(low.lat_e7, at.lat_e7), std::min(low.lon_e7, at.lon_e7)};
    high = {std::max(high.lat_e7, at.lat_e7), std::max(high.lon_e7, at.lon_e7)};
    ++count;
  }
  if (count == 0) return;
  lat0_ = low.lat_e7;
  lon0_ = low.lon_e7;
  const std::int64_t tall = std::int64_t{high.lat_e7} - low.lat_e7 + 1,
                     wide = std::int64_t{high.lon_e7} - low.lon_e7 + 1;
  const double area = static_cast<double>(tall) * static_cast<double>(wide);
  cell_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::sqrt(area * 2 / static_cast<double>(count))));
  // A line of nodes must not make more cells than nodes.
  while ((tall / cell_ + 1) * (wide / cell_ + 1) > static_cast<std::int64_t>(count) + 1) cell_ *= 2;
  rows_ = tall / cell_ + 1;
  columns_ = wide / cell_ + 1;
  least_cos_ = std::min(std::cos(low.lat() * kRad), std::cos(high.lat() * kRad));
  const auto cell = [&](NodeId v) {
    return static_cast<std::size_t>((position_[v].lat_e7 - lat0_) / cell_ * columns_ +
                                    (position_[v].lon_e7 - lon0_) / cell_);
  };
  auto cells =
      graph::compressed_rows<std::size_t, NodeId>(static_cast<std::size_t>(rows_ * columns_), [&](const auto& put) {
        for (const NodeId v : position_.ids()) {
          if (!part[v.index()]) put(cell(v), v);
        }
      });
  first_ = std::move(cells.first);
  nodes_ = std::move(cells.values);
}

// Of any node in the ring of cells that far around the cell of a place of latitude `lat`.
Metres NodeGrid::least_distance(double lat, std::int64_t ring) const {
  if (ring == 0) return Metres{0};
  const double degrees = static_cast<double>((ring - 1) * cell_) * 1e-7;
  const double cosines = std::min(least_cos_, std::cos(lat * kRad)) * least_cos_;
  const double east = std::sqrt(std::max(0.0, cosines)) * std::sin(std::min(90.0, degrees / 2) * kRad);
  return Metres{std::min(kRadius * degrees * kRad, 2 * kRadius * std::asin(std::min(1.0, east))) * (1 - 1e-12)};
}

void NodeGrid::within(Coordinate at, Metres limit, const std::function<Metres(NodeId, Metres)>& visit) const {
  if (nodes_.empty()) return;
  constexpr std::int64_t kRound = 3'600'000'000;
  for (const std::int64_t shift : {std::int64_t{0}, kRound, -kRound})  // nodes over the 180th meridian are near too
    limit = within_grid(at, at.lon_e7 + shift, limit, visit);
}

// The rings of cells around `at`, whose longitude in the plane of the grid is `lon_e7`. Returns the limit
// that holds at the end.
Metres NodeGrid::within_grid(Coordinate at, std::int64_t lon_e7, Metres limit,
                             const std::function<Metres(NodeId, Metres)>& visit) const {
  const std::int64_t row = cell_of(at.lat_e7, lat0_, cell_), column = cell_of(lon_e7, lon0_, cell_);
  const auto outside = [](std::int64_t x, std::int64_t size) { return x < 0 ? -x : x >= size ? x - size + 1 : 0; };
  const std::int64_t last = std::max({row, rows_ - 1 - row, column, columns_ - 1 - column});
  const auto look = [&](std::int64_t r, std::int64_t c) {
    const auto cell = static_cast<std::size_t>(r * columns_ + c);
    for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
      const Metres d = distance(at, position_[nodes_[i]]);
      if (d <= limit) limit = std::min(limit, visit(nodes_[i], d));
    }
  };
  for (std::int64_t ring = std::max(outside(row, rows_), outside(column, columns_)); ring <= last; ++ring) {
    if (least_distance(at.lat(), ring) > limit) break;
    const std::int64_t r_end = std::min(rows_ - 1, row + ring), c_end = std::min(columns_ - 1, column + ring);
    for (std::int64_t r = std::max<std::int64_t>(0, row - ring); r <= r_end; ++r) {
      if (r == row - ring || r == row + ring) {
        for (std::int64_t c = std::max<std::int64_t>(0, column - ring); c <= c_end; ++c) look(r, c);
      } else {
        if (column - ring >= 0 && column - ring < columns_) look(r, column - ring);
        if (column + ring >= 0 && column + ring < columns_) look(r, column + ring);
      }
    }
  }
  return limit;
}

std::optional<NearestNode> NodeGrid::nearest(Coordinate at, Metres limit,
                                             const std::function<bool(NodeId)>& usable) const {
  std::optional<NearestNode> best;
  within(at, limit, [&](NodeId v, Metres d) {
    const bool nearer = !best || d < best->distance || (d == best->distance && v < best->node);
    if (nearer && usable(v)) best = NearestNode{v, d};
    return best ? best->distance : limit;
  });
  return best;
}

}  // namespace passage::network
