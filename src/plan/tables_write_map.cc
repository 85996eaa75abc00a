#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/by_hour.h"
#include "plan/tables_writer.h"

namespace passage::plan {

using geodata::CellType;
using geodata::LayerColumn;
using geodata::LayerPoint;
using geodata::ShapeKind;
using geodata::ShapeParts;
using network::Coordinate;

namespace {

constexpr auto kText = CellType::kText;
constexpr auto kInteger = CellType::kInteger;
constexpr auto kDecimal = CellType::kDecimal;

std::string modes_text(network::ModeSet modes) {
  std::string out;
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    if ((modes & network::mode_bit(mode)) == 0) continue;
    if (!out.empty()) out += ' ';
    out += name_of(mode);
  }
  return out.empty() ? "none" : out;
}

std::string json_array(const std::vector<std::int64_t>& values) {
  return values.empty() ? std::string{} : fmt::format("[{}]", fmt::join(values, ","));
}

struct Departures {
  PlanInterval span{PlanTime::max(), PlanTime::min()};
  std::vector<std::int64_t> by_hour;
};

}  // namespace

void TablesWriter::road_line(const RoadRow& road, Direction direction) {
  line_.resize(1);
  std::vector<LayerPoint>& points = line_[0];
  points.clear();
  points.push_back(layer_point(plan_.nodes[road.from].position));
  for (const Coordinate c : road.shape) points.push_back(layer_point(c));
  points.push_back(layer_point(plan_.nodes[road.to].position));
  if (direction == Direction::kBackward) std::reverse(points.begin(), points.end());
}

void TablesWriter::road_side(const RoadRow& road, std::string_view id, Direction direction, bool oneway,
                             std::string_view reverse_of) {
  const bool forward = direction == Direction::kForward;
  out_.text(id);
  out_.text(plan_.nodes[forward ? road.from : road.to].id);
  out_.text(plan_.nodes[forward ? road.to : road.from].id);
  out_.decimal(road.length_mm, 3);
  out_.decimal(road.speed_m_h, 3);
  out_.decimal(road.capacity_milli_veh_h, 3);
  out_.text(oneway ? "yes" : "no");
  road.lanes == 0 ? out_.none() : out_.integer(road.lanes);
  out_.text(modes_text(forward ? road.forward : road.backward));
  text_or_none(road.road_class);
  text_or_none(road.name);
  text_or_none(road.source);
  text_or_none(reverse_of);
  out_.text(road.corridor ? "yes" : "no");
}

void TablesWriter::dangers() {
  out_.begin({"dangers",
              "Closed or dangerous areas and roads",
              {{"id", kText}, {"kind", kText}, {"closed", kText}, {"from", kText}, {"until", kText}, {"source", kText}},
              ShapeKind::kMixed});
  for (const DangerRow& danger : plan_.dangers) {
    out_.text(danger.id);
    out_.text(danger.is_polygon ? "polygon" : "line");
    out_.text(danger.closed ? "yes" : "no");
    interval(danger.when);
    out_.text(danger.source);
    ShapeParts parts;
    for (const auto& ring : danger.rings) {
      parts.emplace_back();
      for (const Coordinate c : ring) parts.back().push_back(layer_point(c));
    }
    out_.shape(danger.is_polygon ? ShapeKind::kPolygon : ShapeKind::kMultiLine, parts);
    out_.end_row();
  }
}

void TablesWriter::corridors() {
  out_.begin({"corridors",
              "Corridors of the planned round, with the union of their windows in force",
              {{"id", kText}, {"name", kText}, {"roads", kText}, {"open", kText}},
              ShapeKind::kMultiLine});
  for (const CorridorRow& corridor : plan_.corridors) {
    out_.text(corridor.id);
    out_.text(corridor.name);
    std::string roads;
    ShapeParts parts;
    for (const auto& [road, direction] : corridor.roads) {
      if (!roads.empty()) roads += ' ';
      const auto [id, drawn] = names_.side(road, direction);
      roads += id;
      if (drawn == Direction::kBackward) roads += ":backward";
      road_line(plan_.roads[road], direction);
      parts.push_back(line_[0]);
    }
    out_.text(roads);
    out_.text(intervals_text(corridor.open));
    out_.shape(ShapeKind::kMultiLine, parts);
    out_.end_row();
  }
}

void TablesWriter::nodes() {
  out_.begin({"nodes", "Ends of roads", {{"id", kText}, {"lat", kDecimal}, {"lon", kDecimal}}, ShapeKind::kPoint});
  ShapeParts one{{{}}};
  for (const NodeRow& node : plan_.nodes) {
    out_.text(node.id);
    position(node.position);
    one[0][0] = layer_point(node.position);
    out_.shape(ShapeKind::kPoint, one);
    out_.end_row();
  }
}

void TablesWriter::roads() {
  out_.begin({"roads",
              "All roads of the case, with the people who enter them",
              {{"id", kText},
               {"from", kText},
               {"to", kText},
               {"length_m", kDecimal},
               {"speed_km_h", kDecimal},
               {"capacity_vehicles_per_h", kDecimal},
               {"oneway", kText},
               {"lanes", kInteger},
               {"modes", kText},
               {"class", kText},
               {"name", kText},
               {"source", kText},
               {"reverse_of", kText},
               {"corridor", kText},
               {"persons", kInteger},
               {"utilisation", kDecimal},
               {"flow_by_hour", kText}},
              ShapeKind::kLine});
  const auto use = use_of_roads(plan_);
  for (const network::RoadId id : plan_.roads.ids()) {
    const RoadRow& road = plan_.roads[id];
    const std::string* back = names_.back(id);
    const bool oneway = back != nullptr || (road.forward != 0 && road.backward == 0);
    road_side(road, road.id, Direction::kForward, oneway, {});
    persons(use[id].total);
    out_.decimal(std::llround(use[id].utilisation * 1000), 3);
    text_or_none(json_array(use[id].by_hour));
    road_line(road, Direction::kForward);
    out_.shape(ShapeKind::kLine, line_);
    out_.end_row();
    if (back == nullptr) continue;
    road_side(road, *back, Direction::kBackward, true, road.id);
    out_.none();
    out_.none();
    out_.none();
    road_line(road, Direction::kBackward);
    out_.shape(ShapeKind::kLine, line_);
    out_.end_row();
  }
}

void TablesWriter::bottlenecks() {
  out_.begin(
      {"bottlenecks",
       "What holds people back; at_most: how many more one more hour of it could bring out",
       {{"kind", kText}, {"id", kText}, {"name", kText}, {"direction", kText}, {"at_most", kInteger}, {"asks", kText}},
       ShapeKind::kMixed});
  std::unordered_map<std::string_view, network::RoadId> by_id;
  if (!plan_.bottlenecks.empty())
    for (const network::RoadId id : plan_.roads.ids()) by_id.emplace(plan_.roads[id].id, id);
  for (const Bottleneck& one : plan_.bottlenecks) {
    out_.text(one.kind);
    out_.text(one.id);
    out_.text(one.name);
    out_.text(name_of(one.direction));
    persons(one.at_most);
    out_.text(nlohmann::json(one.asks).dump());
    if (const auto road = by_id.find(one.id); one.kind == "road" && road != by_id.end()) {
      road_line(plan_.roads[road->second], one.direction);
      out_.shape(ShapeKind::kLine, line_);
    } else {
      for (const RefugeRow& refuge : plan_.refuges)
        if (refuge.id == one.id) point(refuge.position);
    }
    out_.end_row();
  }
}

void TablesWriter::origins() {
  std::vector<LayerColumn> columns{{"id", kText},
                                   {"name", kText},
                                   {"lat", kDecimal},
                                   {"lon", kDecimal},
                                   {"people", kInteger},
                                   {"safe", kInteger},
                                   {"left", kInteger},
                                   {"staying", kInteger},
                                   {"unreached", kInteger},
                                   {"district", kText},
                                   {"reason", kText},
                                   {"source", kText},
                                   {"first_departure", kText},
                                   {"last_departure", kText},
                                   {"leave_by_hour", kText}};
  const auto codes = pcode_columns(plan_.origins);
  for (const std::string& code : codes) columns.push_back({code, kText});
  std::unordered_map<std::string_view, Departures> leaving;
  for (const Order& order : plan_.orders) {
    Departures& one = leaving[order.origin_id];
    if (one.by_hour.empty()) one.by_hour.assign(hour_count(plan_), 0);
    one.span = {std::min(one.span.from, order.depart.from), std::max(one.span.until, order.depart.until)};
    spread_over_hours(order.depart, order.persons, one.by_hour);
  }
  out_.begin({"origins", "Where people are: who leaves when, who is left and why", columns, ShapeKind::kPoint});
  for (const OriginRow& origin : plan_.origins) {
    out_.text(origin.id);
    out_.text(origin.name);
    position(origin.position);
    for (const Persons count : {origin.people, origin.safe, origin.left, origin.staying, origin.unreached})
      persons(count);
    out_.text(origin.district);
    text_or_none(origin.reason);
    text_or_none(origin.source);
    if (const auto found = leaving.find(origin.id); found != leaving.end()) {
      interval(found->second.span);
      out_.text(json_array(found->second.by_hour));
    } else {
      out_.none();
      out_.none();
      out_.none();
    }
    pcodes(codes, origin.pcodes);
    point(origin.position);
    out_.end_row();
  }
}

void TablesWriter::refuges() {
  std::vector<LayerColumn> columns{{"id", kText},
                                   {"name", kText},
                                   {"kind", kText},
                                   {"lat", kDecimal},
                                   {"lon", kDecimal},
                                   {"capacity_persons", kText},
                                   {"intake_persons_per_h", kText},
                                   {"open", kText},
                                   {"persons", kInteger},
                                   {"source", kText},
                                   {"arrivals_by_hour", kText}};
  const auto codes = pcode_columns(plan_.refuges);
  for (const std::string& code : codes) columns.push_back({code, kText});
  std::unordered_map<std::string_view, std::vector<std::int64_t>> coming;
  for (const Arrival& arrival : plan_.arrivals) {
    auto& by_hour = coming[arrival.refuge_id];
    if (by_hour.empty()) by_hour.assign(hour_count(plan_), 0);
    spread_over_hours(arrival.taken, arrival.persons, by_hour);
  }
  out_.begin({"refuges", "Where people are safe, and who comes when", columns, ShapeKind::kPoint});
  for (const RefugeRow& refuge : plan_.refuges) {
    out_.text(refuge.id);
    out_.text(refuge.name);
    out_.text(refuge.kind);
    position(refuge.position);
    out_.text(refuge.capacity ? std::to_string(refuge.capacity->count()) : "unlimited");
    out_.text(refuge.intake_persons_per_h ? refuge.intake_persons_per_h->to_string() : "unlimited");
    out_.text(intervals_text(refuge.open));
    persons(refuge.persons);
    text_or_none(refuge.source);
    text_or_none(json_array(coming[refuge.id]));
    pcodes(codes, refuge.pcodes);
    point(refuge.position);
    out_.end_row();
  }
}

}  // namespace passage::plan
