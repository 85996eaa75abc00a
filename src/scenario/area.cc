#include "scenario/area.h"

#include <algorithm>

#include "core/rational.h"

namespace passage::scenario {

using network::Coordinate;

namespace {

// Twice the signed area of a, b, c.
Int128 turn(Coordinate a, Coordinate b, Coordinate c) {
  return Int128{std::int64_t{b.lon_e7} - a.lon_e7} * (std::int64_t{c.lat_e7} - a.lat_e7) -
         Int128{std::int64_t{b.lat_e7} - a.lat_e7} * (std::int64_t{c.lon_e7} - a.lon_e7);
}

int sign(Int128 value) {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

bool within(Coordinate p, Coordinate a, Coordinate b) {
  return std::min(a.lon_e7, b.lon_e7) <= p.lon_e7 && p.lon_e7 <= std::max(a.lon_e7, b.lon_e7) &&
         std::min(a.lat_e7, b.lat_e7) <= p.lat_e7 && p.lat_e7 <= std::max(a.lat_e7, b.lat_e7);
}

bool segments_meet(Coordinate a, Coordinate b, Coordinate c, Coordinate d) {
  const int abc = sign(turn(a, b, c)), abd = sign(turn(a, b, d)), cda = sign(turn(c, d, a)), cdb = sign(turn(c, d, b));
  if (abc != abd && cda != cdb) return true;
  return (abc == 0 && within(c, a, b)) || (abd == 0 && within(d, a, b)) || (cda == 0 && within(a, c, d)) ||
         (cdb == 0 && within(b, c, d));
}

}  // namespace

void Box::add(Coordinate p) {
  south = std::min(south, p.lat_e7);
  north = std::max(north, p.lat_e7);
  west = std::min(west, p.lon_e7);
  east = std::max(east, p.lon_e7);
}

bool Box::meets(const Box& other) const {
  return south <= other.north && other.south <= north && west <= other.east && other.west <= east;
}

Area::Area(std::span<const Ring> rings) {
  std::size_t edges = 0;
  for (const Ring& ring : rings) {
    for (const Coordinate p : ring) box_.add(p);
    edges += ring.size();
  }
  bands_.resize(std::clamp<std::size_t>(edges / 4, 1, 4096));
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Edge edge{ring[i], ring[(i + 1) % ring.size()]};
      const auto [low, high] = std::minmax(edge.a.lat_e7, edge.b.lat_e7);
      for (std::size_t band = band_of(low); band <= band_of(high); ++band) bands_[band].push_back(edge);
    }
  }
}

std::size_t Area::band_of(std::int32_t lat) const {
  const std::int64_t height = std::int64_t{box_.north} - box_.south + 1;
  const std::int64_t at = std::clamp<std::int64_t>(std::int64_t{lat} - box_.south, 0, height - 1);
  return static_cast<std::size_t>(at * static_cast<std::int64_t>(bands_.size()) / height);
}

bool Area::contains(double lat, double lon) const {
  if (lat < box_.south || lat > box_.north || lon < box_.west || lon > box_.east) return false;
  bool inside = false;
  for (const Edge& e : bands_[band_of(static_cast<std::int32_t>(lat))]) {
    if ((e.a.lat_e7 > lat) == (e.b.lat_e7 > lat)) continue;
    const double along = (lat - e.a.lat_e7) / (double(e.b.lat_e7) - e.a.lat_e7);
    if (lon < e.a.lon_e7 + along * (double(e.b.lon_e7) - e.a.lon_e7)) inside = !inside;
  }
  return inside;
}

bool Area::contains(Coordinate p) const {
  return contains(double(p.lat_e7), double(p.lon_e7));
}

double Area::share_inside(std::span<const Coordinate> line) const {
  double inside = 0, all = 0;
  std::vector<double> cuts;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Coordinate a = line[i], b = line[i + 1];
    const double length = network::distance(a, b).count();
    all += length;
    Box box;
    box.add(a);
    box.add(b);
    if (!box.meets(box_)) continue;
    const double dx = double(b.lon_e7) - a.lon_e7, dy = double(b.lat_e7) - a.lat_e7;
    cuts.assign({0, 1});
    const auto [low, high] = std::minmax(a.lat_e7, b.lat_e7);
    for (std::size_t band = band_of(low); band <= band_of(high); ++band) {
      for (const Edge& e : bands_[band]) {
        const double ex = double(e.b.lon_e7) - e.a.lon_e7, ey = double(e.b.lat_e7) - e.a.lat_e7;
        const double across = dx * ey - dy * ex;
        if (across == 0) continue;
        const double x = double(e.a.lon_e7) - a.lon_e7, y = double(e.a.lat_e7) - a.lat_e7;
        const double t = (x * ey - y * ex) / across;
        if (t > 0 && t < 1) cuts.push_back(t);
      }
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
      const double middle = (cuts[k] + cuts[k + 1]) / 2;
      if (cuts[k + 1] > cuts[k] && contains(a.lat_e7 + middle * dy, a.lon_e7 + middle * dx))
        inside += (cuts[k + 1] - cuts[k]) * length;
    }
  }
  return all > 0 ? std::clamp(inside / all, 0.0, 1.0) : (!line.empty() && contains(line[0]) ? 1.0 : 0.0);
}

bool lines_meet(std::span<const Coordinate> a, std::span<const Coordinate> b) {
  for (std::size_t i = 0; i + 1 < a.size(); ++i) {
    Box box;
    box.add(a[i]);
    box.add(a[i + 1]);
    for (std::size_t j = 0; j + 1 < b.size(); ++j) {
      Box other;
      other.add(b[j]);
      other.add(b[j + 1]);
      if (box.meets(other) && segments_meet(a[i], a[i + 1], b[j], b[j + 1])) return true;
    }
  }
  return false;
}

std::vector<Coordinate> line_of(const network::Network& net, network::RoadId road) {
  std::vector<Coordinate> line{net.position[net.from[road]]};
  for (const Coordinate p : net.shape_of(road)) line.push_back(p);
  line.push_back(net.position[net.to[road]]);
  return line;
}

}  // namespace passage::scenario
