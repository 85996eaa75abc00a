#include "verify/match.h"

#include <fmt/format.h>
#include <algorithm>

#include "core/text.h"
#include "verify/match_parts.h"

namespace passage::verify {

using certify::Rules;

namespace {

void match_nodes(const Case& c, const Plan& plan, Findings& findings, Matched& out) {
  std::unordered_map<std::string_view, NodeId> by_name;
  for (const NodeId v : c.network.position.ids()) by_name.emplace(c.network.node_name[v], v);
  std::vector<char> seen(c.network.node_count(), 0);
  out.node.resize(plan.nodes.size());
  for (const NodeId row : plan.nodes.ids()) {
    const plan::NodeRow& node = plan.nodes[row];
    const auto found = by_name.find(node.id);
    if (found == by_name.end() || seen[found->second.index()]++) {
      findings.add("nodes", fmt::format("node \"{}\" {}", node.id,
                                        found == by_name.end() ? "is not in the case" : "is there twice"));
      continue;
    }
    out.node[row] = found->second;
    ComparedRow compare;
    compare.same("position", node.position, c.network.position[found->second]);
    compare.report(findings, "node", node.id);
  }
  for (const NodeId v : c.network.position.ids()) {
    if (!seen[v.index()])
      findings.add("nodes", fmt::format("node \"{}\" of the case is missing", c.network.node_name[v]));
  }
}

void compare_road(const Case& c, const Plan& plan, const Rules& rules, const Matched& matched, RoadId row,
                  const std::vector<std::array<network::ModeSet, 2>>& modes, Findings& findings) {
  const plan::RoadRow& road = plan.roads[row];
  const network::Network& net = c.network;
  const RoadId r = matched.road[row];
  const auto node = [&](NodeId v) { return plan.nodes.contains(v) ? matched.node[v] : NodeId{}; };
  ComparedRow compare;
  compare.same("from", node(road.from), net.from[r]);
  compare.same("to", node(road.to), net.to[r]);
  compare.same("name", road.name, std::string(net.road_name[r]));
  compare.same("source", road.source, std::string());  // a network keeps none
  compare.same("class", road.road_class, std::string(network::name_of(net.road_class[r])));
  compare.same("lanes", road.lanes, net.lanes[r]);
  compare.same("length", road.length_mm, net.length_mm[r]);
  compare.same("speed", road.speed_m_h, net.speed_m_h[r]);
  compare.same("capacity", road.capacity_milli_veh_h, net.capacity_milli_veh_h[r]);
  compare.same("modes", std::array{road.forward, road.backward}, modes[r.index()]);
  compare.same("corridor", road.corridor,
               !rules.outside[certify::side_index(r, Direction::kForward)] ||
                   !rules.outside[certify::side_index(r, Direction::kBackward)]);
  const auto shape = net.shape_of(r);
  compare.same("shape", std::equal(road.shape.begin(), road.shape.end(), shape.begin(), shape.end()), true);
  compare.report(findings, "road", road.id);
}

void match_roads(const Case& c, const Plan& plan, const Rules& rules, Findings& findings, Matched& out) {
  const network::Network& net = c.network;
  std::unordered_map<std::string_view, RoadId> by_name;
  for (const RoadId r : net.length_mm.ids()) by_name.emplace(net.road_id[r], r);
  std::vector<std::array<network::ModeSet, 2>> modes(net.road_count(), {0, 0});
  for (const network::ArcId a : net.head.ids()) {
    modes[net.road[a].index()][static_cast<std::size_t>(net.direction[a])] = net.modes[a];
  }
  std::vector<char> seen(net.road_count(), 0);
  out.road.resize(plan.roads.size());
  for (const RoadId row : plan.roads.ids()) {
    const auto found = by_name.find(plan.roads[row].id);
    if (found == by_name.end() || seen[found->second.index()]++) {
      findings.add("roads", fmt::format("road \"{}\" {}", plan.roads[row].id,
                                        found == by_name.end() ? "is not in the case" : "is there twice"));
      continue;
    }
    out.road[row] = found->second;
    compare_road(c, plan, rules, out, row, modes, findings);
  }
  for (const RoadId r : net.length_mm.ids()) {
    if (!seen[r.index()]) findings.add("roads", fmt::format("road \"{}\" of the case is missing", net.road_id[r]));
  }
}

void match_origins(const Case& c, const Plan& plan, Findings& findings, Matched& out) {
  for (const scenario::OriginId id : c.origins.ids()) out.origin_by_id.emplace(c.origins[id].id, id);
  std::vector<char> seen(c.origins.size(), 0);
  for (const plan::OriginRow& row : plan.origins) {
    const auto found = out.origin_by_id.find(row.id);
    out.origin.emplace_back();
    if (found == out.origin_by_id.end() || seen[found->second.index()]++) {
      findings.add("origins", fmt::format("origin \"{}\" {}", row.id,
                                          found == out.origin_by_id.end() ? "is not in the case" : "is there twice"));
      continue;
    }
    out.origin.back() = found->second;
    const scenario::Origin& origin = c.origins[found->second];
    ComparedRow compare;
    compare.same("name", row.name, origin.name);
    compare.same("district", row.district, origin.district);
    compare.same("source", row.source, origin.source);
    compare.same("P-codes", row.pcodes, origin.pcodes);
    compare.same("position", row.position, origin.position);
    compare.same("people", row.people, origin.persons);
    compare.same("staying", row.staying, origin.staying);
    compare.report(findings, "origin", row.id);
  }
  for (const scenario::OriginId id : c.origins.ids()) {
    if (!seen[id.index()])
      findings.add("origins", fmt::format("origin \"{}\" of the case is missing", c.origins[id].id));
  }
}

void match_refuges(const Case& c, const Plan& plan, const Rules& rules, Findings& findings, Matched& out) {
  for (const scenario::RefugeId id : c.refuges.ids()) out.refuge_by_id.emplace(c.refuges[id].id, id);
  std::vector<char> seen(c.refuges.size(), 0);
  for (const plan::RefugeRow& row : plan.refuges) {
    const auto found = out.refuge_by_id.find(row.id);
    out.refuge.emplace_back();
    if (found == out.refuge_by_id.end() || seen[found->second.index()]++) {
      findings.add("refuges", fmt::format("refuge \"{}\" {}", row.id,
                                          found == out.refuge_by_id.end() ? "is not in the case" : "is there twice"));
      continue;
    }
    out.refuge.back() = found->second;
    const scenario::Refuge& refuge = c.refuges[found->second];
    ComparedRow compare;
    compare.same("name", row.name, refuge.name);
    compare.same("kind", row.kind, refuge.kind);
    compare.same("source", row.source, refuge.source);
    compare.same("P-codes", row.pcodes, refuge.pcodes);
    compare.same("position", row.position, refuge.position);
    compare.same("capacity", row.capacity, refuge.capacity);
    compare.same("intake", row.intake_persons_per_h,
                 refuge.intake ? std::optional<Rational>(refuge.intake->count()) : std::nullopt);
    compare.same("open", row.open, rules.intake[found->second.index()]);
    compare.report(findings, "refuge", row.id);
  }
  for (const scenario::RefugeId id : c.refuges.ids()) {
    if (!seen[id.index()])
      findings.add("refuges", fmt::format("refuge \"{}\" of the case is missing", c.refuges[id].id));
  }
}

// Orders and trips are numbered as they come: o1, o2, .., t1, t2, ..
template <class Rows>
void check_numbers(const Rows& rows, const char* table, char letter, Findings& findings) {
  std::size_t number = 0;
  for (const auto& row : rows) {
    if (row.id != fmt::format("{}{}", letter, ++number))
      findings.add(table, fmt::format("row {} is called \"{}\", not \"{}{}\"", number, row.id, letter, number));
  }
}

}  // namespace

Matched match_tables(const Case& c, const Plan& plan, const Rules& rules, Findings& findings) {
  Matched out;
  match_provenance(c, plan, findings);
  match_nodes(c, plan, findings, out);
  match_roads(c, plan, rules, findings, out);
  match_origins(c, plan, findings, out);
  match_refuges(c, plan, rules, findings, out);
  match_dangers(c, plan, findings);
  match_corridors(c, plan, out, findings);
  check_numbers(plan.orders, "orders", 'o', findings);
  check_numbers(plan.trips, "trips", 't', findings);
  return out;
}

}  // namespace passage::verify
