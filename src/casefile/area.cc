#include "casefile/area.h"

#include <numeric>

namespace passage::casefile {

geodata::LayerPoint layer_point(network::Coordinate p) {
  return {p.lon_e7, p.lat_e7};
}

network::Coordinate coordinate_of(geodata::LayerPoint p) {
  return {p.lat_e7, p.lon_e7};
}

Line line_of(const network::Network& net, network::RoadId road) {
  Line line{layer_point(net.position[net.from[road]])};
  for (const network::Coordinate p : net.shape_of(road)) line.push_back(layer_point(p));
  line.push_back(layer_point(net.position[net.to[road]]));
  return line;
}

double share_inside(const geodata::PreparedShape& area, const Line& line) {
  constexpr double kMillimetre = 0.001;
  std::vector<double> lengths;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    lengths.push_back(network::distance(coordinate_of(line[i]), coordinate_of(line[i + 1])).count());
  const double all = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  if (all <= 0) return area.holds(line[0]) ? 1 : 0;
  const double inside = area.length_inside(line, lengths);
  if (inside < kMillimetre) return 0;
  return inside > all - kMillimetre ? 1 : inside / all;
}

}  // namespace passage::casefile
