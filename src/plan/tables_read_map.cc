#include "plan/tables_reader.h"

namespace passage::plan {

using geodata::ShapeKind;
using geodata::ShapeParts;
using network::NodeId;
using network::RoadId;

void TablesReader::dangers() {
  if (!rows_.open("dangers")) return;
  const std::size_t id = rows_.column("id"), kind = rows_.column("kind"), closed = rows_.column("closed"),
                    from = rows_.column("from"), until = rows_.column("until"), source = rows_.column("source");
  ShapeKind shape{};
  ShapeParts parts;
  while (rows_.next()) {
    DangerRow one;
    one.id = rows_.text(id);
    one.is_polygon = rows_.one_of<bool>(kind, {{"line", false}, {"polygon", true}});
    one.closed = rows_.yes(closed);
    one.when = interval(from, until);
    one.source = rows_.text(source);
    if (rows_.shape(shape, parts)) {
      for (const auto& part : parts) {
        one.rings.emplace_back();
        for (const auto& p : part) one.rings.back().push_back({p.lat_e7, p.lon_e7});
      }
    }
    plan_.dangers.push_back(std::move(one));
  }
}

void TablesReader::nodes() {
  if (!rows_.open("nodes")) return;
  const std::size_t id = rows_.column("id"), lat = rows_.column("lat"), lon = rows_.column("lon");
  while (rows_.next()) plan_.nodes.push_back({std::string(rows_.text(id)), rows_.position(lat, lon)});
  for (const NodeId node : plan_.nodes.ids()) node_by_id_.emplace(plan_.nodes[node].id, node);
}

void TablesReader::roads() {
  if (!rows_.open("roads")) return;
  const std::size_t id = rows_.column("id"), from = rows_.column("from"), to = rows_.column("to"),
                    length = rows_.column("length_m"), speed = rows_.column("speed_km_h"),
                    capacity = rows_.column("capacity_vehicles_per_h"), oneway = rows_.column("oneway"),
                    lanes = rows_.column("lanes"), modes = rows_.column("modes"), road_class = rows_.column("class"),
                    name = rows_.column("name"), source = rows_.column("source"),
                    reverse_of = rows_.column("reverse_of"), corridor = rows_.column("corridor");
  ShapeKind kind{};
  ShapeParts parts;
  while (rows_.next()) {
    const network::ModeSet used = rows_.kept(parse_modes(rows_.text(modes)), modes, "none of car, foot, none");
    if (!rows_.none(reverse_of)) {
      add_reverse(std::string(rows_.text(id)), std::string(rows_.text(reverse_of)), used);
      continue;
    }
    RoadRow road;
    road.id = rows_.text(id);
    road.from = node(from);
    road.to = node(to);
    road.length_mm = rows_.measure(length);
    road.speed_m_h = rows_.measure(speed);
    road.capacity_milli_veh_h = rows_.measure(capacity);
    road.forward = used;
    road.backward = rows_.yes(oneway) ? network::ModeSet{0} : used;
    if (!rows_.none(lanes)) {
      road.lanes = static_cast<std::uint8_t>(rows_.within(rows_.integer(lanes), lanes, 0, 255, "not in 0..255"));
    }
    road.road_class = rows_.text(road_class);
    road.name = rows_.text(name);
    road.source = rows_.text(source);
    road.corridor = rows_.yes(corridor);
    if (rows_.shape(kind, parts) && parts.size() == 1)
      for (std::size_t i = 1; i + 1 < parts[0].size(); ++i)
        road.shape.push_back({parts[0][i].lat_e7, parts[0][i].lon_e7});
    const RoadId row = plan_.roads.push_back(std::move(road));
    side_by_id_.insert_or_assign(plan_.roads[row].id, Side{row});
  }
}

void TablesReader::add_reverse(std::string id, const std::string& of, network::ModeSet modes) {
  const auto found = side_by_id_.find(of);
  if (found == side_by_id_.end()) return rows_.unknown("road", of);
  plan_.roads[found->second.road].backward = modes;
  found->second.oneway = true;
  side_by_id_.insert_or_assign(std::move(id), Side{found->second.road, true, true});
}

void TablesReader::corridors() {
  if (!rows_.open("corridors")) return;
  const std::size_t id = rows_.column("id"), name = rows_.column("name"), roads = rows_.column("roads"),
                    open = rows_.column("open");
  while (rows_.next()) {
    CorridorRow one;
    one.id = rows_.text(id);
    one.name = rows_.text(name);
    if (!rows_.none(roads)) {
      for (const std::string& word : split(rows_.text(roads), ' ')) {
        const std::size_t colon = word.find(':');
        const Side side = side_of(word.substr(0, colon));
        const bool backward = (colon != std::string::npos) != side.flipped;
        one.roads.emplace_back(side.road, backward ? Direction::kBackward : Direction::kForward);
      }
    }
    one.open = intervals(open);
    plan_.corridors.push_back(std::move(one));
  }
}

void TablesReader::bottlenecks() {
  if (!rows_.open("bottlenecks")) return;
  const std::size_t kind = rows_.column("kind"), id = rows_.column("id"), name = rows_.column("name"),
                    direction = rows_.column("direction"), at_most = rows_.column("at_most"),
                    asks = rows_.column("asks");
  while (rows_.next()) {
    plan_.bottlenecks.push_back({std::string(rows_.text(kind)), std::string(rows_.text(id)),
                                 std::string(rows_.text(name)), rows_.direction(direction), rows_.persons(at_most),
                                 rows_.texts(asks)});
  }
}

void TablesReader::origins() {
  if (!rows_.open("origins")) return;
  const std::size_t id = rows_.column("id"), name = rows_.column("name"), lat = rows_.column("lat"),
                    lon = rows_.column("lon"), people = rows_.column("people"), safe = rows_.column("safe"),
                    left = rows_.column("left"), staying = rows_.column("staying"),
                    unreached = rows_.column("unreached"), district = rows_.column("district"),
                    reason = rows_.column("reason"), source = rows_.column("source");
  const auto codes =
      pcode_places({"first_departure", "last_departure", "leave_by_hour"},
                   {id, name, lat, lon, people, safe, left, staying, unreached, district, reason, source});
  while (rows_.next()) {
    OriginRow one;
    one.id = rows_.text(id);
    one.name = rows_.text(name);
    one.position = rows_.position(lat, lon);
    one.people = rows_.persons(people);
    one.safe = rows_.persons(safe);
    one.left = rows_.persons(left);
    one.staying = rows_.persons(staying);
    one.unreached = rows_.persons(unreached);
    one.district = rows_.text(district);
    one.reason = rows_.text(reason);
    one.source = rows_.text(source);
    one.pcodes = pcodes(codes);
    plan_.origins.push_back(std::move(one));
  }
}

void TablesReader::refuges() {
  if (!rows_.open("refuges")) return;
  const std::size_t id = rows_.column("id"), name = rows_.column("name"), kind = rows_.column("kind"),
                    lat = rows_.column("lat"), lon = rows_.column("lon"), capacity = rows_.column("capacity_persons"),
                    intake = rows_.column("intake_persons_per_h"), open = rows_.column("open"),
                    persons = rows_.column("persons"), source = rows_.column("source");
  const auto codes =
      pcode_places({"arrivals_by_hour"}, {id, name, kind, lat, lon, capacity, intake, open, persons, source});
  while (rows_.next()) {
    RefugeRow one;
    one.id = rows_.text(id);
    one.name = rows_.text(name);
    one.kind = rows_.text(kind);
    one.position = rows_.position(lat, lon);
    if (rows_.text(capacity) != "unlimited") one.capacity = rows_.persons(capacity);
    if (const std::string_view rate = rows_.text(intake); rate != "unlimited")
      one.intake_persons_per_h = rows_.kept(parse_fraction(rate), intake, "no number, nor \"unlimited\"");
    one.open = intervals(open);
    one.persons = rows_.persons(persons);
    one.source = rows_.text(source);
    one.pcodes = pcodes(codes);
    plan_.refuges.push_back(std::move(one));
  }
}

std::vector<std::size_t> TablesReader::pcode_places(const std::set<std::string>& derived,
                                                    const std::set<std::size_t>& known) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < rows_.columns().size(); ++i)
    if (!known.contains(i) && !derived.contains(rows_.columns()[i])) places.push_back(i);
  return places;
}

std::map<std::string, std::string> TablesReader::pcodes(const std::vector<std::size_t>& places) {
  std::map<std::string, std::string> codes;
  for (const std::size_t at : places)
    if (!rows_.none(at)) codes.emplace(rows_.columns()[at], rows_.text(at));
  return codes;
}

}  // namespace passage::plan
