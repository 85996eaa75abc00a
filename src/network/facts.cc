#include "network/facts.h"

#include <algorithm>

#include "network/components.h"

namespace passage::network {
namespace {

ComponentFacts components_of(const Network& net, Mode mode, Connection connection) {
  std::vector<bool> touched(net.node_count(), false);
  for (const ArcId a : net.head.ids()) {
    if (usable(net, a, mode)) touched[net.tail[a].index()] = touched[net.head[a].index()] = true;
  }
  const Components all = components(net, mode, connection);
  ComponentFacts facts;
  std::vector<bool> seen(all.nodes.size(), false);
  for (const NodeId v : net.position.ids()) {
    if (!touched[v.index()]) continue;
    if (!seen[all.of[v]]) ++facts.count;
    seen[all.of[v]] = true;
    facts.largest = std::max(facts.largest, all.nodes[all.of[v]]);
  }
  return facts;
}

// The second of two roads that are the directions of one stretch: its length is counted once.
bool is_way_back(const Network& net, RoadId r) {
  if (r.index() == 0) return false;
  const std::string_view id = net.road_id[r], before = net.road_id[RoadId{r.index() - 1}];
  return id.size() == before.size() + 1 && id.starts_with(before) && id.back() == 'r';
}

}  // namespace

NetworkFacts facts_of(const Network& net) {
  NetworkFacts f;
  f.nodes = net.node_count();
  f.arcs = net.arc_count();
  f.roads = net.road_count();
  for (const RoadId r : net.from.ids()) {
    const auto c = static_cast<std::size_t>(net.road_class[r]);
    ++f.roads_of[c];
    if (is_way_back(net, r)) continue;
    f.km[c] += static_cast<double>(net.length_mm[r]) * 1e-6;
    if (net.paved[r] == 0) f.unpaved_km += static_cast<double>(net.length_mm[r]) * 1e-6;
  }
  f.turns = f.roads_of[static_cast<std::size_t>(RoadClass::kTurn)];
  for (const Coordinate at : net.position) {
    f.low = {std::min(f.low.lat_e7, at.lat_e7), std::min(f.low.lon_e7, at.lon_e7)};
    f.high = {std::max(f.high.lat_e7, at.lat_e7), std::max(f.high.lon_e7, at.lon_e7)};
  }
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    f.weak[static_cast<std::size_t>(mode)] = components_of(net, mode, Connection::kWeak);
    f.strong[static_cast<std::size_t>(mode)] = components_of(net, mode, Connection::kStrong);
  }
  return f;
}

nlohmann::json json_of(const NetworkFacts& f, const NetworkMeta& meta) {
  nlohmann::json classes = nlohmann::json::object(), counts = nlohmann::json::object(),
                 parts = nlohmann::json::object(), findings = nlohmann::json::array();
  for (std::size_t c = 0; c < kRoadClasses; ++c) {
    if (f.roads_of[c] == 0) continue;
    classes[name_of(static_cast<RoadClass>(c))] = {{"length_m", f.km[c] * 1000}, {"roads", f.roads_of[c]}};
  }
  for (const MetaCount& c : meta.counts) counts[c.what] = c.count;
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const auto &weak = f.weak[static_cast<std::size_t>(mode)], &strong = f.strong[static_cast<std::size_t>(mode)];
    parts[name_of(mode)] = {{"weak", weak.count},
                            {"weak_largest", weak.largest},
                            {"strong", strong.count},
                            {"strong_largest", strong.largest}};
  }
  for (const Problem& p : meta.findings)
    findings.push_back({{"code", p.code}, {"where", p.where}, {"problem", p.problem}, {"why", p.why}});
  return nlohmann::json{{"source", meta.source},
                        {"source_sha256", meta.source_sha256},
                        {"version", meta.version},
                        {"attribution", meta.attribution},
                        {"nodes", f.nodes},
                        {"roads", f.roads},
                        {"arcs", f.arcs},
                        {"turns", f.turns},
                        {"bounding_box", {f.low.lon(), f.low.lat(), f.high.lon(), f.high.lat()}},
                        {"components", parts},
                        {"classes", classes},
                        {"unpaved_m", f.unpaved_km * 1000},
                        {"sustained_factor", meta.sustained_factor},
                        {"model", meta.model},
                        {"counts", counts},
                        {"border_controls", meta.border_controls},
                        {"findings", findings}};
}

}  // namespace passage::network
