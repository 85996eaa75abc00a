#include <algorithm>
#include <set>

#include "core/version.h"
#include "orders/assemble.h"

namespace passage::orders {

using network::ArcId;
using network::Direction;
using network::Network;
using network::RoadId;

namespace {

const char* name_of(scenario::RoundStatus status) {
  static constexpr const char* kNames[] = {"tentative", "agreed", "active", "suspended", "ended"};
  return kNames[static_cast<int>(status)];
}

void add_network(plan::Plan& plan, const Case& c) {
  const Network& net = c.network;
  for (const network::NodeId v : net.position.ids())
    plan.nodes.push_back({std::string(net.node_name[v]), net.position[v]});
  for (const RoadId r : net.length_mm.ids()) {
    plan::RoadRow row;
    row.id = net.road_id[r];
    row.name = net.road_name[r];
    row.road_class = network::name_of(net.road_class[r]);
    row.from = net.from[r];
    row.to = net.to[r];
    row.length_mm = net.length_mm[r];
    row.speed_m_h = net.speed_m_h[r];
    row.capacity_milli_veh_h = net.capacity_milli_veh_h[r];
    row.lanes = net.lanes[r];
    const auto shape = net.shape_of(r);
    row.shape.assign(shape.begin(), shape.end());
    plan.roads.push_back(std::move(row));
  }
  for (const ArcId a : net.head.ids()) {
    plan::RoadRow& row = plan.roads[net.road[a]];
    (net.direction[a] == Direction::kForward ? row.forward : row.backward) = net.modes[a];
  }
}

void add_agreement(plan::Plan& plan, const Case& c) {
  const scenario::Agreement& agreement = c.agreement;
  if (!agreement.planned.valid()) return;
  plan.round_id = agreement.rounds[agreement.planned].id;
  plan.round_status = name_of(agreement.rounds[agreement.planned].status);
  for (const scenario::CorridorId id : agreement.corridors.ids()) {
    const scenario::Corridor& corridor = agreement.corridors[id];
    if (corridor.round != agreement.planned) continue;
    plan::CorridorRow row{corridor.id, corridor.name, {}, {}};
    for (const scenario::RoadSide side : corridor.roads) {
      row.roads.emplace_back(side.road, side.direction);
      plan.roads[side.road].corridor = true;
    }
    for (const scenario::Term& term : agreement.terms) {
      if (term.in_force && term.kind == scenario::TermKind::kWindow && term.corridor == id) {
        row.open.insert(row.open.end(), term.intervals.begin(), term.intervals.end());
      }
    }
    row.open = merged(std::move(row.open));
    plan.corridors.push_back(std::move(row));
  }
}

// A danger that names roads is drawn along them.
std::vector<std::vector<network::Coordinate>> lines_of(const Network& network, const scenario::Danger& danger) {
  std::set<RoadId> roads;
  for (const auto& touched : danger.touched) roads.insert(touched.side.road);
  std::vector<std::vector<network::Coordinate>> lines;
  for (const RoadId road : roads) {
    const auto shape = network.shape_of(road);
    std::vector<network::Coordinate> line{network.position[network.from[road]]};
    line.insert(line.end(), shape.begin(), shape.end());
    line.push_back(network.position[network.to[road]]);
    lines.push_back(std::move(line));
  }
  return lines;
}

void add_places(plan::Plan& plan, const Case& c) {
  for (const scenario::Origin& o : c.origins) {
    plan::OriginRow row;
    row.id = o.id;
    row.name = o.name;
    row.district = o.district;
    row.source = o.source;
    row.position = o.position;
    row.people = o.persons;
    row.staying = o.staying;
    row.pcodes = o.pcodes;
    plan.origins.push_back(std::move(row));
  }
  for (const scenario::RefugeId id : c.refuges.ids()) {
    const scenario::Refuge& r = c.refuges[id];
    plan::RefugeRow row;
    row.id = r.id;
    row.name = r.name;
    row.kind = r.kind;
    row.source = r.source;
    row.position = r.position;
    row.capacity = r.capacity;
    if (r.intake) row.intake_persons_per_h = r.intake->count();
    row.open = rules::intake_times(c, id);
    row.pcodes = r.pcodes;
    plan.refuges.push_back(std::move(row));
  }
  for (const scenario::Danger& d : c.dangers) {
    plan.dangers.push_back({d.id, d.source, d.closed, d.is_polygon, d.when, d.rings});
    if (!d.is_polygon && d.rings.empty()) plan.dangers.back().rings = lines_of(c.network, d);
  }
  for (const auto& [id, s] : c.sources) plan.sources.push_back({s.id, s.title, s.url, s.date, s.licence});
}

}  // namespace

plan::Plan plan_of_case(const Case& c) {
  plan::Plan plan;
  plan.title = c.title;
  plan.language = c.language;
  plan.time_zone = c.time_zone;
  plan.window_rule = c.window == scenario::WindowRule::kClear ? "clear" : "enter";
  plan.start = c.start;
  plan.horizon = c.horizon;
  plan.people_per_car = c.behaviour.people_per_car.count();
  plan.findings = c.findings;
  add_network(plan, c);
  add_agreement(plan, c);
  add_places(plan, c);
  plan.provenance.version = version();
  plan.provenance.case_id = c.id;
  plan.provenance.case_directory = std::filesystem::path(c.directory).filename().string();
  for (const scenario::InputFile& input : c.inputs) plan.provenance.inputs.emplace_back(input.path, input.sha256);
  return plan;
}

}  // namespace passage::orders
