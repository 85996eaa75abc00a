// Binds people and refuges to the roads: the nearest usable node of each mode from which a refuge can be
// reached; and reports who has none.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "casefile/area.h"
#include "casefile/reading.h"
#include "core/text.h"
#include "graph/compressed_rows.h"
#include "graph/union_find.h"
#include "network/nearest.h"

namespace passage::casefile {

using scenario::Origin;
using scenario::Refuge;

namespace {

using network::Coordinate;
using network::Mode;
using network::NodeGrid;
using network::NodeId;

// A mode's usable arcs, and what can be said of nodes by them.
struct ModeRoads {
  Mode mode;
  std::vector<bool> usable_arc;
  std::vector<bool> usable;         // some usable arc begins or ends here, and it is no part of a split junction
  std::vector<std::uint32_t> part;  // undirected component, by its first node
  std::vector<std::uint32_t> size;  // nodes of the component, at its first node
  std::vector<bool> reaches;        // a refuge's node can be reached
};

// With roads outside corridors forbidden, only those on a corridor of the planned round count.
std::vector<bool> usable_arcs(const Case& c, Mode mode) {
  const network::Network& net = c.network;
  std::vector<bool> bound;
  if (c.outside == scenario::Outside::kForbidden && c.agreement.planned.valid()) {
    bound.assign(net.road_count() * 2, false);
    for (const scenario::Corridor& corridor : c.agreement.corridors)
      if (corridor.round == c.agreement.planned)
        for (const scenario::RoadSide& side : corridor.roads)
          bound[side.road.index() * 2 + static_cast<std::size_t>(side.direction)] = true;
  }
  std::vector<bool> out(net.arc_count());
  for (const network::ArcId arc : net.head.ids())
    out[arc.index()] =
        (net.modes[arc] & mode_bit(mode)) != 0 &&
        (bound.empty() || bound[net.road[arc].index() * 2 + static_cast<std::size_t>(net.direction[arc])]);
  return out;
}

ModeRoads mode_roads(const Case& c, Mode mode) {
  const network::Network& net = c.network;
  ModeRoads m{mode, usable_arcs(c, mode), std::vector<bool>(net.node_count()), {}, {}, {}};
  graph::UnionFind parts(net.node_count());
  for (const network::ArcId arc : net.head.ids()) {
    if (!m.usable_arc[arc.index()]) continue;
    parts.unite(net.tail[arc].index(), net.head[arc].index());
    m.usable[net.tail[arc].index()] = m.usable[net.head[arc].index()] = true;
  }
  for (const network::RoadId road : net.length_mm.ids()) {  // from a part of a junction not every way on is open
    if (net.road_class[road] != network::RoadClass::kTurn) continue;
    m.usable[net.from[road].index()] = m.usable[net.to[road].index()] = false;
  }
  m.part = std::move(parts).lowest();
  m.size.assign(net.node_count(), 0);
  for (const std::uint32_t part : m.part) ++m.size[part];
  return m;
}

void mark_reaching(const network::Network& net, const std::vector<NodeId>& refuges, ModeRoads& m) {
  const auto tails = graph::compressed_rows<NodeId, NodeId>(net.node_count(), [&](const auto& put) {
    for (const network::ArcId arc : net.head.ids())
      if (m.usable_arc[arc.index()]) put(net.head[arc], net.tail[arc]);
  });
  m.reaches.assign(net.node_count(), false);
  std::vector<NodeId> stack;
  const auto mark = [&](NodeId node) {
    if (m.reaches[node.index()]) return;
    m.reaches[node.index()] = true;
    stack.push_back(node);
  };
  for (const NodeId node : refuges)
    if (node.valid()) mark(node);
  while (!stack.empty()) {
    const NodeId node = stack.back();
    stack.pop_back();
    for (const NodeId tail : tails[node]) mark(tail);
  }
}

// Nearest usable node within snap_m, of the largest component that comes so near.
NodeId place_refuge(const Case& c, const NodeGrid& grid, const ModeRoads& m, Coordinate position) {
  NodeId best;
  Metres nearest;
  const auto size = [&](NodeId node) { return m.size[m.part[node.index()]]; };
  grid.within(position, c.snap, [&](NodeId node, Metres distance) {
    if (!m.usable[node.index()]) return c.snap;
    if (!best.valid() || size(node) > size(best) ||
        (size(node) == size(best) && std::tie(distance, node) < std::tie(nearest, best))) {
      best = node;
      nearest = distance;
    }
    return c.snap;
  });
  return best;
}

struct Snapped {
  NodeId node;        // from which a refuge is reached; invalid if none
  NodeId nearest;     // usable, whatever it reaches
  double metres = 0;  // to `node`
};

Snapped place_origin(const Case& c, const NodeGrid& grid, const ModeRoads& m, Coordinate position) {
  Snapped out;
  const auto reaching =
      grid.nearest(position, c.snap, [&](NodeId node) { return m.usable[node.index()] && m.reaches[node.index()]; });
  if (reaching) {
    out.node = reaching->node;
    out.metres = reaching->distance.count();
  }
  const auto usable = grid.nearest(position, reaching ? reaching->distance : c.snap,
                                   [&](NodeId node) { return m.usable[node.index()]; });
  if (usable) out.nearest = usable->node;
  return out;
}

const char* by(Mode mode) {
  return mode == Mode::kCar ? "by car" : "on foot";
}

void report_no_road(Reading& reading, const Origin& origin, const ModeRoads& m, NodeId node, Persons persons) {
  const auto size = m.size[m.part[node.index()]];
  std::string around;
  constexpr std::uint32_t kFewEnoughToName = 4;
  for (const NodeId other : reading.c.network.position.ids()) {
    if (size > kFewEnoughToName) break;
    if (m.part[other.index()] != m.part[node.index()]) continue;
    around += (around.empty() ? "" : ", ") + std::string(reading.c.network.node_name[other]);
  }
  reading.problems.add(
      {.severity = Severity::kFinding,
       .code = "P201",
       .problem = fmt::format("no road leads {} from \"{}\" to a refuge", by(m.mode), origin.id),
       .why = fmt::format("its component has {}", counted(size, "node")),
       .where = origin.where,
       .suggestion = fmt::format("its {} counted as left behind; check the roads around {}",
                                 counted(persons.count(), "person is", "people are"), around.empty() ? "it" : around),
       .persons = persons.count()});
}

void report_far(Reading& reading, const Origin& origin, Mode mode, Persons persons) {
  reading.problems.add({.severity = Severity::kFinding,
                        .code = "P202",
                        .problem = fmt::format("\"{}\" is farther than {:.0f} m from every road it can take {}",
                                               origin.id, reading.c.snap.count(), by(mode)),
                        .where = origin.where,
                        .suggestion = fmt::format("its {} counted as left behind; snap_m in [rules] is the limit",
                                                  counted(persons.count(), "person is", "people are")),
                        .persons = persons.count()});
}

void bind_origin(Reading& reading, const NodeGrid& grid, const ModeRoads& m, Origin& origin, bool by_node) {
  NodeId& node = m.mode == Mode::kCar ? origin.car_node : origin.foot_node;
  Persons persons = m.mode == Mode::kCar ? origin.by_car : origin.on_foot;
  // Who has no car may have a bus, which goes where cars may, or a train.
  bool bus = false, train = false;
  for (const scenario::Fleet& fleet : reading.c.fleets) {
    if (&reading.c.origins[fleet.base] == &origin) (fleet.to.valid() ? train : bus) = true;
  }
  if (m.mode == Mode::kFoot && (bus || train)) persons = Persons{0};
  if (m.mode == Mode::kCar && bus && !train) persons += origin.on_foot;
  if (by_node) {
    if (persons > Persons{0} && !m.reaches[node.index()]) report_no_road(reading, origin, m, node, persons);
    return;
  }
  const Snapped snapped = place_origin(reading.c, grid, m, origin.position);
  node = snapped.node;
  if (persons == Persons{0}) return;
  if (!snapped.nearest.valid()) return report_far(reading, origin, m.mode, persons);
  if (!snapped.node.valid()) return report_no_road(reading, origin, m, snapped.nearest, persons);
  if (snapped.node != snapped.nearest)
    reading.problems.add(
        {.severity = Severity::kFinding,
         .code = "P203",
         .problem = fmt::format("\"{}\" leaves {} from a node {:.0f} m away", origin.id, by(m.mode), snapped.metres),
         .why = "from the nearest one no refuge can be reached",
         .where = origin.where,
         .persons = persons.count()});
}

// Latitude and longitude the wrong way round: far from the roads as written, near them if turned.
// All nodes of a drawn case alike can't be told.
bool looks_swapped(Coordinate p, Coordinate centre) {
  if (std::abs(p.lon()) > 90) return false;
  const double as_is = network::distance(p, centre).count();
  return as_is > 200'000 && network::distance(Coordinate::of(p.lon(), p.lat()), centre).count() < as_is / 4;
}

Coordinate middle_of(const network::Network& net) {
  std::vector<std::int32_t> lats, lons;
  for (const Coordinate p : net.position) {
    lats.push_back(p.lat_e7);
    lons.push_back(p.lon_e7);
  }
  const auto half = static_cast<std::ptrdiff_t>(lats.size() / 2);
  std::nth_element(lats.begin(), lats.begin() + half, lats.end());
  std::nth_element(lons.begin(), lons.begin() + half, lons.end());
  return {lats[static_cast<std::size_t>(half)], lons[static_cast<std::size_t>(half)]};
}

bool report_swapped(Reading& reading, Coordinate p, Coordinate centre, const std::string& id,
                    const std::string& where) {
  if (!looks_swapped(p, centre)) return false;
  reading.problems.add({.code = "P131",
                        .problem = fmt::format("latitude and longitude of \"{}\" look swapped", id),
                        .why = fmt::format("{:.4f}, {:.4f} is {:.0f} km from the roads, the other way round {:.0f} km",
                                           p.lat(), p.lon(), network::distance(p, centre).count() / 1000,
                                           network::distance(Coordinate::of(p.lon(), p.lat()), centre).count() / 1000),
                        .where = where});
  return true;
}

void check_refuge(Reading& reading, const Refuge& refuge) {
  for (std::size_t i = 0; i < reading.c.dangers.size(); ++i) {
    const scenario::Danger& danger = reading.c.dangers[i];
    if (danger.when.empty() || !reading.danger_areas[i].holds(layer_point(refuge.position))) continue;
    reading.problems.add({.code = "P151",
                          .problem = fmt::format("refuge \"{}\" lies inside danger \"{}\"", refuge.id, danger.id),
                          .where = refuge.where,
                          .suggestion = "nobody is safe there: check the place, or the area's outline and times"});
  }
}

void place_refuges(Reading& reading, const NodeGrid& grid, std::vector<ModeRoads>& modes, Coordinate centre) {
  Case& c = reading.c;
  for (Refuge& refuge : c.refuges) {
    const bool by_node = refuge.car_node.valid();
    if (reading.unplaced.contains(refuge.where)) continue;
    if (!by_node) {
      if (report_swapped(reading, refuge.position, centre, refuge.id, refuge.where)) continue;
      refuge.car_node = place_refuge(c, grid, modes[0], refuge.position);
      refuge.foot_node = place_refuge(c, grid, modes[1], refuge.position);
      if (!refuge.car_node.valid() && !refuge.foot_node.valid())
        reading.problems.add({.code = "P150",
                              .problem = fmt::format("refuge \"{}\" is farther than {:.0f} m from every usable road",
                                                     refuge.id, c.snap.count()),
                              .why = "in the sea, or the wrong place",
                              .where = refuge.where,
                              .suggestion = "check lat and lon, or raise snap_m in [rules]"});
    }
    check_refuge(reading, refuge);
  }
}

}  // namespace

void bind_to_roads(Reading& reading) {
  Case& c = reading.c;
  if (c.network.node_count() == 0) return;
  const Coordinate centre = middle_of(c.network);
  for (const NodeId node : c.network.position.ids()) {
    if (reading.nodes.empty()) break;  // not drawn: nobody typed them
    report_swapped(reading, c.network.position[node], centre, std::string(c.network.node_name[node]),
                   reading.files.nodes.path);
  }
  for (const scenario::Danger& danger : c.dangers) {
    if (!danger.touched.empty() || danger.rings.empty() || danger.rings[0].empty()) continue;
    report_swapped(reading, danger.rings[0][0], centre, danger.id, danger.where);
  }
  const NodeGrid grid(c.network);
  std::vector<ModeRoads> modes{mode_roads(c, Mode::kCar), mode_roads(c, Mode::kFoot)};
  place_refuges(reading, grid, modes, centre);
  for (ModeRoads& m : modes) {
    std::vector<NodeId> nodes;
    for (const Refuge& refuge : c.refuges) nodes.push_back(m.mode == Mode::kCar ? refuge.car_node : refuge.foot_node);
    mark_reaching(c.network, nodes, m);
  }
  for (Origin& origin : c.origins) {
    const bool by_node = origin.car_node.valid();
    if (reading.unplaced.contains(origin.where)) continue;
    if (!by_node && report_swapped(reading, origin.position, centre, origin.id, origin.where)) continue;
    for (const ModeRoads& m : modes) bind_origin(reading, grid, m, origin, by_node);
  }
  for (const Refuge& refuge : c.refuges) {
    const auto alone = [&](const ModeRoads& m, NodeId node) { return !node.valid() || !m.usable[node.index()]; };
    if (!alone(modes[0], refuge.car_node) || !alone(modes[1], refuge.foot_node)) continue;
    if (!refuge.car_node.valid() && !refuge.foot_node.valid()) continue;  // told as P150, P110
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P209",
                          .problem = fmt::format("no road leads to refuge \"{}\"", refuge.id),
                          .where = refuge.where});
  }
}

}  // namespace passage::casefile
