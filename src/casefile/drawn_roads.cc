// nodes.csv and roads.csv.
#include "casefile/reading.h"
#include "core/text.h"
#include "network/network.h"

namespace passage::casefile {

using tables::Need;

namespace {

using network::Mode;
using network::mode_bit;
using network::NodeId;
using network::RoadRecord;

struct DrawnNodes {
  Table<NodeId, std::string> names;
  Table<NodeId, network::Coordinate> positions;
  std::vector<bool> placed;  // false: the row's coordinates are wrong, so no distance is judged
};

bool read_nodes(Reading& reading, DrawnNodes& nodes) {
  const auto sheet = read_sheet(reading, reading.files.nodes,
                                {{"id", Need::kRequired}, {"lat", Need::kRequired}, {"lon", Need::kRequired}});
  if (!sheet) return false;
  expect_rows(reading, *sheet);
  for (const tables::SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    const std::string id = row.id();
    const auto position = row.coordinate();
    if (id.empty()) continue;
    if (!reading.nodes.emplace(id, NodeId{nodes.names.size()}).second) {
      report_duplicate(reading, "node", id, row.where());
      continue;
    }
    nodes.names.push_back(id);
    nodes.positions.push_back(position.value_or(network::Coordinate{}));
    nodes.placed.push_back(position.has_value());
  }
  return !sheet->rows.empty();
}

// The classes of OpenStreetMap's highway tag that the network knows.
std::vector<std::string> class_names() {
  std::vector<std::string> out;
  for (auto c = network::RoadClass::kMotorway; c <= network::RoadClass::kFerry;
       c = static_cast<network::RoadClass>(static_cast<int>(c) + 1))
    out.emplace_back(name_of(c));
  return out;
}

network::ModeSet read_modes(Reading& reading, const Row& row) {
  if (!row.has("modes")) return mode_bit(Mode::kCar) | mode_bit(Mode::kFoot);
  network::ModeSet modes = 0;
  bool buses = false;
  for (const std::string& name : split(row.cell("modes"), ' ')) {
    if (name == "car") {
      modes |= mode_bit(Mode::kCar);
    } else if (name == "foot") {
      modes |= mode_bit(Mode::kFoot);
    } else if (name == "bus") {
      buses = true;
    } else if (!name.empty()) {
      reading.problems.add({.code = "P109",
                            .problem = fmt::format("modes can't hold \"{}\"", name),
                            .why = "they are car, foot, bus, with blanks between",
                            .where = row.where(),
                            .suggestion = did_you_mean(name, {"car", "foot", "bus"})});
    }
  }
  if (modes == 0 && buses)
    reading.problems.add({.severity = Severity::kWarning,
                          .code = "P223",
                          .problem = fmt::format("road \"{}\" is for buses alone, so nobody takes it", row.id()),
                          .why = "buses go wherever cars may, and on no other road",
                          .where = row.where(),
                          .suggestion = "add car to its modes, which opens it to both"});
  return modes;
}

// From the ends, the length and where both are: P133, P134.
void check_shape(Reading& reading, const Row& row, const RoadRecord& road, const DrawnNodes& nodes) {
  if (!road.from.valid() || !road.to.valid()) return;
  if (road.from == road.to) {
    reading.problems.add(
        {.code = "P134",
         .problem = fmt::format("road \"{}\" leads from \"{}\" to itself", road.id, nodes.names[road.from]),
         .where = row.where(),
         .suggestion = "give its other end, or take it out"});
    return;
  }
  if (!nodes.placed[road.from.index()] || !nodes.placed[road.to.index()]) return;
  const double straight = network::distance(nodes.positions[road.from], nodes.positions[road.to]).count();
  const double length = static_cast<double>(road.length_mm) / 1000;
  const std::string why =
      fmt::format("{} m, straight {:.0f} m", Rational::of(road.length_mm, 1000).to_string(), straight);
  if (length < 0.99 * straight) {
    const bool in_km = length * 1000 >= 0.99 * straight && length * 1000 < 20 * straight;
    reading.problems.add(
        {.code = "P133",
         .problem = fmt::format("road \"{}\" is shorter than the straight line between its ends", road.id),
         .why = why,
         .where = row.where(),
         .suggestion = in_km ? fmt::format("length_m is in metres: is {} meant?", road.length_mm)
                             : "length_m is in metres; check the nodes' lat and lon, not swapped"});
  } else if (length > 20 * straight + 1000) {
    reading.problems.add(
        {.severity = Severity::kWarning,
         .code = "P235",
         .problem = fmt::format("road \"{}\" is far longer than the straight line between its ends", road.id),
         .why = why,
         .where = row.where(),
         .suggestion = "length_m is in metres; check it, and the places of its two nodes"});
  }
}

struct RowReadings {
  bool finer = false;  // some figure was finer than the network keeps
};

std::optional<RoadRecord> read_road(Reading& reading, const Row& row, const DrawnNodes& nodes, RowReadings& seen) {
  RoadRecord road;
  road.id = row.id();
  road.name = row.text("name", Need::kOptional);
  const auto end = [&](const char* column) {
    const std::string name = row.text(column, Need::kRequired);
    return name.empty() ? NodeId{} : find_node(reading, name, row.where());
  };
  road.from = end("from");
  road.to = end("to");
  const auto length = row.thousandths("length_m", 5'000'000, 0, "", seen.finer);
  const auto speed = row.thousandths("speed_km_h", 300, 150, "no convoy drives so fast", seen.finer);
  const auto capacity = row.thousandths("capacity_vehicles_per_h", 1'000'000, 20'000,
                                        "a lane takes about 2,000 an hour; was it counted a day?", seen.finer);
  const std::string oneway = row.one_of("oneway", Need::kRequired, {"yes", "no"});
  const std::string road_class = row.one_of("class", Need::kOptional, class_names());
  road.lanes = static_cast<std::uint8_t>(row.whole("lanes", Need::kOptional, 0, 50).value_or(0));
  const network::ModeSet modes = read_modes(reading, row);
  check_source(reading, row.text("source", Need::kRequired), row.where());
  road.length_mm = length.value_or(0);
  road.speed_m_h = speed.value_or(0);
  road.capacity_milli_veh_h = capacity.value_or(0);
  for (auto c = network::RoadClass::kMotorway; c <= network::RoadClass::kFerry;
       c = static_cast<network::RoadClass>(static_cast<int>(c) + 1))
    if (road_class == name_of(c)) road.road_class = c;
  // 0 = closed, to everybody.
  if (road.speed_m_h > 0 && road.capacity_milli_veh_h > 0) {
    road.forward = modes;
    road.backward = oneway == "no" ? modes : network::ModeSet{0};
  }
  if (length) check_shape(reading, row, road, nodes);
  if (road.id.empty() || !road.from.valid() || !road.to.valid()) return std::nullopt;
  return road;
}

// The network is made in any case, so that a node found by name is one of it; false: no roads to judge by.
bool read_road_table(Reading& reading, DrawnNodes& nodes) {
  const auto sheet = read_sheet(reading, reading.files.roads,
                                {{"id", Need::kRequired},
                                 {"from", Need::kRequired},
                                 {"to", Need::kRequired},
                                 {"length_m", Need::kRequired},
                                 {"source", Need::kRequired},
                                 {"speed_km_h", Need::kRequired},
                                 {"capacity_vehicles_per_h", Need::kRequired},
                                 {"oneway", Need::kRequired},
                                 {"class"},
                                 {"lanes"},
                                 {"modes"},
                                 {"name"},
                                 {"staging_persons"}});
  if (!sheet) {
    reading.c.network = network::make_network(nodes.names, std::move(nodes.positions), {});
    return false;
  }
  expect_rows(reading, *sheet);
  std::vector<RoadRecord> roads;
  Table<network::RoadId, Persons> staging;
  RowReadings seen;
  bool any_staging = false;
  for (const tables::SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    const auto room = row.whole("staging_persons", Need::kOptional, 0, 1'000'000'000);
    auto road = read_road(reading, row, nodes, seen);
    if (!road) {
      reading.roads.emplace(std::string(row.cell("id")), network::RoadId{});  // known, if not readable
      continue;
    }
    if (!reading.roads.emplace(road->id, network::RoadId{roads.size()}).second) {
      report_duplicate(reading, "road", road->id, row.where());
      continue;
    }
    any_staging |= room.has_value() && *room > 0;
    staging.push_back(Persons{room.value_or(0)});
    roads.push_back(std::move(*road));
  }
  if (seen.finer) {
    reading.problems.add(
        {.severity = Severity::kFinding,
         .code = "P211",
         .problem = "some figures are finer than millimetres, metres an hour or thousandths of a vehicle",
         .why = "they are rounded to the nearest",
         .where = sheet->file});
  }
  if (any_staging) {
    if (reading.c.wait == scenario::WaitRule::kAnywhere)
      reading.problems.add({.severity = Severity::kFinding,
                            .code = "P206",
                            .problem = "staging_persons has no effect",
                            .why = "[rules] wait = \"anywhere\" lets people wait on every road",
                            .where = sheet->file});
    reading.c.staging = std::move(staging);
  }
  const bool closed = !roads.empty() && !reading.problems.has_errors() &&
                      std::all_of(roads.begin(), roads.end(),
                                  [](auto& road) { return road.speed_m_h == 0 || road.capacity_milli_veh_h == 0; });
  if (closed)
    reading.problems.add({.code = "P184",
                          .problem = "all roads are closed",
                          .why = "speed_km_h or capacity_vehicles_per_h is 0 in all rows",
                          .where = sheet->file,
                          .suggestion = "check the column: is it the one that is meant?"});
  reading.c.network = network::make_network(nodes.names, std::move(nodes.positions), roads);
  return !roads.empty() && !closed;
}

}  // namespace

void read_drawn_roads(Reading& reading) {
  if (!reading.files.nodes.named()) {
    reading.problems.add({.code = "P136",
                          .problem = "roads in a table need [files] nodes",
                          .where = reading.files.roads.where,
                          .suggestion = "nodes = \"nodes.csv\" with id,lat,lon"});
    return;
  }
  DrawnNodes nodes;
  const bool nodes_read = read_nodes(reading, nodes);
  reading.roads_known = nodes_read;  // then a node that a road names and nobody knows is worth telling
  const bool roads_read = read_road_table(reading, nodes);
  reading.roads_known = nodes_read && roads_read && reading.c.network.node_count() > 0;
}

}  // namespace passage::casefile
