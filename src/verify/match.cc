#include "verify/match.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::verify {
namespace {

// What differs between a row of the file and the case's, by column.
class Row {
 public:
  template <class T>
  void same(const char* column, const T& file, const T& of_case) {
    if (!(file == of_case)) off_ += fmt::format("{}{}", off_.empty() ? "" : ", ", column);
  }
  void report(Findings& findings, const char* table, std::string_view id) const {
    if (!off_.empty()) findings.add(table, fmt::format("{} \"{}\": not as the case has it: {}", table, id, off_));
  }

 private:
  std::string off_;
};

void match_provenance(const Case& c, const Plan& plan, Findings& findings) {
  std::map<std::string, std::string> then(plan.provenance.inputs.begin(), plan.provenance.inputs.end());
  for (const scenario::InputFile& file : c.inputs) {
    const auto found = then.find(file.path);
    if (found == then.end()) {
      findings.add("provenance", fmt::format("{} is part of the case and the plan was made without it", file.path));
    } else if (found->second != file.sha256) {
      findings.add("provenance", fmt::format("{} has changed since the plan was made", file.path));
    }
    if (found != then.end()) then.erase(found);
  }
  for (const auto& [path, hash] : then) {
    findings.add("provenance", fmt::format("the plan was made with {}, which is not part of the case", path));
  }
  Row row;
  row.same("id", plan.provenance.case_id, c.id);
  row.same("title", plan.title, c.title);
  row.same("time_zone", plan.time_zone, c.time_zone);
  row.same("start", plan.start, c.start);
  row.same("horizon", plan.horizon, c.horizon);
  row.same("people_per_car", plan.people_per_car, c.behaviour.people_per_car.count());
  const scenario::RoundId round = c.agreement.planned;
  row.same("round", plan.round_id, round.valid() ? c.agreement.rounds[round].id : std::string());
  row.report(findings, "case", c.id);
}

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
    Row compare;
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
  Row compare;
  compare.same("from", node(road.from), net.from[r]);
  compare.same("to", node(road.to), net.to[r]);
  compare.same("name", road.name, std::string(net.road_name[r]));
  compare.same("class", road.road_class, std::string(network::name_of(net.road_class[r])));
  compare.same("lanes", road.lanes, net.lanes[r]);
  compare.same("length", road.length_mm, net.length_mm[r]);
  compare.same("speed", road.speed_m_h, net.speed_m_h[r]);
  compare.same("capacity", road.capacity_milli_veh_h, net.capacity_milli_veh_h[r]);
  compare.same("modes", std::array{road.forward, road.backward}, modes[r.index()]);
  compare.same(
      "corridor", road.corridor,
      !rules.outside[side_index(r, Direction::kForward)] || !rules.outside[side_index(r, Direction::kBackward)]);
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
    Row compare;
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
    Row compare;
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

void match_dangers(const Case& c, const Plan& plan, Findings& findings) {
  std::map<std::string, const scenario::Danger*> of_case;
  for (const scenario::Danger& danger : c.dangers) of_case.emplace(danger.id, &danger);
  for (const plan::DangerRow& row : plan.dangers) {
    const auto found = of_case.find(row.id);
    if (found == of_case.end()) {
      findings.add("dangers", fmt::format("danger \"{}\" is not in the case, or there twice", row.id));
      continue;
    }
    Row compare;
    compare.same("source", row.source, found->second->source);
    compare.same("kind", row.is_polygon, found->second->is_polygon);
    compare.same("closed", row.closed, found->second->closed);
    compare.same("when", row.when, found->second->when);
    compare.report(findings, "danger", row.id);
    of_case.erase(found);
  }
  for (const auto& [id, danger] : of_case) {
    findings.add("dangers", fmt::format("danger \"{}\" of the case is missing", id));
  }
}

// Corridors of the planned round: as the case has them, once each.
void match_corridors(const Case& c, const Plan& plan, const Matched& matched, Findings& findings) {
  using Sides = std::vector<std::pair<RoadId, Direction>>;
  struct Told {
    std::string name;
    Sides roads;
    std::vector<CaseInterval> open;
  };
  std::map<std::string, Told> of_case;
  for (const scenario::CorridorId id : c.agreement.corridors.ids()) {
    const scenario::Corridor& corridor = c.agreement.corridors[id];
    if (corridor.round != c.agreement.planned) continue;
    Told& told = of_case[corridor.id];
    told.name = corridor.name;
    for (const scenario::RoadSide side : corridor.roads) told.roads.emplace_back(side.road, side.direction);
    for (const scenario::Term& term : c.agreement.terms) {
      if (term.in_force && term.kind == scenario::TermKind::kWindow && term.corridor == id)
        told.open.insert(told.open.end(), term.intervals.begin(), term.intervals.end());
    }
    told.open = merged(std::move(told.open));
  }
  for (const plan::CorridorRow& row : plan.corridors) {
    const auto found = of_case.find(row.id);
    if (found == of_case.end()) {
      findings.add("corridors", fmt::format("corridor \"{}\" is not in the planned round, or there twice", row.id));
      continue;
    }
    Sides roads;
    for (const auto& [road, direction] : row.roads)
      roads.emplace_back(plan.roads.contains(road) ? matched.road[road] : RoadId{}, direction);
    Row compare;
    compare.same("name", row.name, found->second.name);
    compare.same("roads", roads, found->second.roads);
    compare.same("open", row.open, found->second.open);
    compare.report(findings, "corridor", row.id);
    of_case.erase(found);
  }
  for (const auto& [id, corridor] : of_case) {
    findings.add("corridors", fmt::format("corridor \"{}\" of the case is missing", id));
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
  return out;
}

}  // namespace passage::verify
