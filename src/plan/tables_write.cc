#include <algorithm>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "plan/by_hour.h"
#include "plan/local_time.h"
#include "plan/tables.h"

namespace passage::plan {
namespace {

using geodata::CellType;
using geodata::LayerColumn;
using geodata::LayerPoint;
using geodata::LayerWriter;
using geodata::ShapeKind;
using geodata::ShapeParts;
using network::Coordinate;

constexpr auto kText = CellType::kText;
constexpr auto kInteger = CellType::kInteger;
constexpr auto kDecimal = CellType::kDecimal;

LayerPoint layer_point(Coordinate c) {
  return {c.lon_e7, c.lat_e7};
}

std::string modes_text(network::ModeSet modes) {
  std::string out;
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    if ((modes & network::mode_bit(mode)) != 0) out += (out.empty() ? "" : " ") + std::string(name_of(mode));
  }
  return out.empty() ? "none" : out;
}

std::string json_array(const std::vector<std::int64_t>& values) {
  return values.empty() ? std::string{} : fmt::format("[{}]", fmt::join(values, ","));
}

template <class Rows>
std::vector<std::string> pcode_columns(const Rows& rows) {
  std::set<std::string> names;
  for (const auto& row : rows)
    for (const auto& [name, code] : row.pcodes) names.insert(name);
  return {names.begin(), names.end()};
}

class Writer {
 public:
  Writer(const Plan& plan, LayerWriter& out)
      : plan_(plan), out_(out), clock_(plan.time_zone, plan.start), names_(plan) {}

  void all() {
    provenance();
    sources();
    findings();
    dangers();
    corridors();
    nodes();
    roads();
    bottlenecks();
    origins();
    refuges();
    orders();
    legs();
    flows();
    arrivals();
    labels();
    safe_by();
    left_by_district();
  }

 private:
  void time(PlanTime t) {
    buffer_.clear();
    clock_.append_iso(buffer_, t);
    out_.text(buffer_);
  }
  void interval(PlanInterval when) {
    time(when.from);
    time(when.until);
  }
  void persons(Persons count) { out_.integer(count.count()); }
  void position(Coordinate c) {
    out_.decimal(c.lat_e7, 7);
    out_.decimal(c.lon_e7, 7);
  }
  void point(Coordinate c) { out_.shape(ShapeKind::kPoint, {{layer_point(c)}}); }
  void text_or_none(std::string_view value) { value.empty() ? out_.none() : out_.text(value); }
  [[nodiscard]] std::string intervals_text(const std::vector<PlanInterval>& all) const {
    std::string out;
    for (const PlanInterval& one : all)
      out += fmt::format("{}{}/{}", out.empty() ? "" : " ", clock_.iso(one.from), clock_.iso(one.until));
    return out;
  }
  void pcodes(const std::vector<std::string>& columns, const std::map<std::string, std::string>& codes) {
    for (const std::string& column : columns) {
      const auto found = codes.find(column);
      text_or_none(found == codes.end() ? std::string_view{} : std::string_view(found->second));
    }
  }
  void road_line(const RoadRow& road, Direction direction) {
    line_.resize(1);
    std::vector<LayerPoint>& points = line_[0];
    points.clear();
    points.push_back(layer_point(plan_.nodes[road.from].position));
    for (const Coordinate c : road.shape) points.push_back(layer_point(c));
    points.push_back(layer_point(plan_.nodes[road.to].position));
    if (direction == Direction::kBackward) std::reverse(points.begin(), points.end());
  }

  void entry(std::string_view key, std::string_view value) {
    out_.text(key);
    out_.text(value);
    out_.end_row();
  }
  void entry(std::string_view key, Persons value) { entry(key, std::to_string(value.count())); }

  void provenance() {
    const Provenance& made = plan_.provenance;
    out_.begin({"provenance",
                "What the plan is, what it was made from, and what proves it",
                {{"key", kText}, {"value", kText}}});
    entry("classification", "restricted");
    entry("notice", "A plan is not a guarantee of safety. Before it runs it is a list of where civilians will be.");
    entry("tables_version", std::to_string(kTablesVersion));
    entry("passage_version", made.version);
    entry("case_id", made.case_id);
    entry("case_directory", made.case_directory);
    entry("title", plan_.title);
    entry("language", plan_.language);
    entry("time_zone", plan_.time_zone);
    entry("start", clock_.iso(PlanTime{0}));
    entry("end", clock_.iso(plan_.horizon));
    entry("round_id", plan_.round_id);
    entry("round_status", plan_.round_status);
    entry("window_rule", plan_.window_rule);
    entry("people_per_car", plan_.people_per_car.to_string());
    entry("people", plan_.people);
    entry("safe", plan_.safe);
    entry("left", plan_.left);
    entry("staying", plan_.staying);
    entry("unreached", plan_.unreached);
    entry("last_arrival", plan_.last_arrival ? clock_.iso(*plan_.last_arrival) : std::string{});
    entry("upper_bound", plan_.upper_bound);
    entry("gap", fmt::format("{}", plan_.gap));
    entry("curve_gap", fmt::format("{}", plan_.curve_gap));
    entry("certificate_accepted", plan_.certificate_accepted ? "yes" : "no");
    entry("certificate_kind", plan_.certificate_kind);
    entry("exposure_person_h", plan_.exposure_person_h.to_string());
    entry("legs_left_out", plan_.legs_left_out ? "yes" : "no");
    entry("seed", std::to_string(made.seed));
    entry("options", made.options);
    for (const std::string& term : made.assumed) entry("assumed", term);
    for (const std::string& corridor : made.without) entry("without", corridor);
    for (const auto& [path, sha256] : made.inputs) entry("input:" + path, sha256);
  }

  void sources() {
    out_.begin({"sources",
                "What the column `source` refers to",
                {{"id", kText}, {"title", kText}, {"url", kText}, {"date", kText}, {"licence", kText}}});
    for (const SourceRow& source : plan_.sources) {
      for (const std::string* cell : {&source.id, &source.title, &source.url, &source.date, &source.licence})
        out_.text(*cell);
      out_.end_row();
    }
  }

  void findings() {
    out_.begin({"findings",
                "Facts of the case that somebody should know",
                {{"severity", kText},
                 {"code", kText},
                 {"problem", kText},
                 {"why", kText},
                 {"where", kText},
                 {"suggestion", kText},
                 {"persons", kInteger}}});
    for (const Problem& finding : plan_.findings) {
      constexpr const char* kSeverity[] = {"error", "warning", "finding"};
      out_.text(kSeverity[static_cast<int>(finding.severity)]);
      for (const std::string* cell :
           {&finding.code, &finding.problem, &finding.why, &finding.where, &finding.suggestion})
        out_.text(*cell);
      finding.persons < 0 ? out_.none() : out_.integer(finding.persons);
      out_.end_row();
    }
  }

  void dangers() {
    out_.begin(
        {"dangers",
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

  void corridors() {
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
        roads += plan_.roads[road].id;
        if (direction == Direction::kBackward) roads += ":backward";
        road_line(plan_.roads[road], direction);
        parts.push_back(line_[0]);
      }
      out_.text(roads);
      out_.text(intervals_text(corridor.open));
      out_.shape(ShapeKind::kMultiLine, parts);
      out_.end_row();
    }
  }

  void nodes() {
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

  void roads() {
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

  void road_side(const RoadRow& road, std::string_view id, Direction direction, bool oneway,
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

  void bottlenecks() {
    out_.begin({"bottlenecks",
                "What holds people back; at_most: how many more one more hour of it could bring out",
                {{"kind", kText}, {"id", kText}, {"name", kText}, {"direction", kText}, {"at_most", kInteger}},
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

  struct Departures {
    PlanInterval span{PlanTime::max(), PlanTime::min()};
    std::vector<std::int64_t> by_hour;
  };

  void origins() {
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

  void refuges() {
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

  void orders() {
    out_.begin({"orders",
                "Who leaves when, to where; legs say by which roads",
                {{"order_id", kText},
                 {"origin_id", kText},
                 {"mode", kText},
                 {"refuge_id", kText},
                 {"persons", kInteger},
                 {"depart_from", kText},
                 {"depart_until", kText},
                 {"arrive_until", kText}}});
    for (const Order& order : plan_.orders) {
      out_.text(order.id);
      out_.text(order.origin_id);
      out_.text(name_of(order.mode));
      out_.text(order.refuge_id);
      persons(order.persons);
      interval(order.depart);
      time(order.arrive_until);
      out_.end_row();
    }
  }

  void legs() {
    out_.begin({"legs",
                "The roads of each order, in the order people travel",
                {{"order_id", kText},
                 {"seq", kInteger},
                 {"road_id", kText},
                 {"enter_from", kText},
                 {"enter_until", kText},
                 {"persons", kInteger},
                 {"direction", kText}}});
    for (const Leg& leg : plan_.legs) {
      const auto side = names_.side(leg.road, leg.direction);
      out_.text(plan_.orders[leg.order].id);
      out_.integer(leg.seq);
      out_.text(side.road_id);
      interval(leg.enter);
      persons(leg.persons);
      out_.text(name_of(side.direction));
      out_.end_row();
    }
  }

  void flows() {
    out_.begin({"flows",
                "People entering each road, evenly within a row",
                {{"road_id", kText},
                 {"direction", kText},
                 {"mode", kText},
                 {"enter_from", kText},
                 {"enter_until", kText},
                 {"persons", kInteger}}});
    for (const Flow& flow : plan_.flows) {
      const auto side = names_.side(flow.road, flow.direction);
      out_.text(side.road_id);
      out_.text(name_of(side.direction));
      out_.text(name_of(flow.mode));
      interval(flow.enter);
      persons(flow.persons);
      out_.end_row();
    }
  }

  void arrivals() {
    out_.begin({"arrivals",
                "People taken in at refuges, evenly within a row",
                {{"refuge_id", kText}, {"taken_from", kText}, {"taken_until", kText}, {"persons", kInteger}}});
    for (const Arrival& arrival : plan_.arrivals) {
      out_.text(arrival.refuge_id);
      interval(arrival.taken);
      persons(arrival.persons);
      out_.end_row();
    }
  }

  void labels() {
    out_.begin({"labels",
                "Time labels that prove the bound, in seconds since the start",
                {{"deadline", kText}, {"node_id", kText}, {"mode", kText}, {"alpha_s", kDecimal}}});
    for (const Label& label : plan_.labels) {
      time(label.deadline);
      out_.text(plan_.nodes[label.node].id);
      out_.text(name_of(label.mode));
      out_.decimal(label.alpha.count(), 3);
      out_.end_row();
    }
  }

  void safe_by() {
    out_.begin({"safe_by",
                "People taken in before each hour, and a proven bound on them",
                {{"time", kText}, {"persons", kInteger}, {"at_most", kInteger}}});
    for (const SafeBy& row : plan_.safe_by) {
      time(row.time);
      persons(row.persons);
      persons(row.at_most);
      out_.end_row();
    }
  }

  void left_by_district() {
    out_.begin({"left_by_district",
                "Who is left behind, and why",
                {{"district", kText}, {"persons", kInteger}, {"reason", kText}}});
    for (const LeftByDistrict& row : plan_.left_by_district) {
      out_.text(row.district);
      persons(row.persons);
      out_.text(row.reason);
      out_.end_row();
    }
  }

  const Plan& plan_;
  LayerWriter& out_;
  LocalClock clock_;
  RoadNames names_;
  std::string buffer_;
  ShapeParts line_;
};

}  // namespace

RoadNames::RoadNames(const Plan& plan) : plan_(plan) {
  std::unordered_set<std::string_view> taken;
  for (const network::RoadId id : plan.roads.ids()) {
    const RoadRow& road = plan.roads[id];
    if (road.forward == road.backward || road.backward == 0) continue;
    if (taken.empty())
      for (const RoadRow& other : plan.roads) taken.insert(other.id);
    std::string name = road.id + ".back";
    while (taken.contains(name)) name += ".back";
    back_.emplace(id, std::move(name));
  }
}

RoadNames::Side RoadNames::side(network::RoadId road, Direction direction) const {
  if (direction == Direction::kBackward) {
    if (const std::string* name = back(road)) return {*name, Direction::kForward};
  }
  return {plan_.roads[road].id, direction};
}

const std::string* RoadNames::back(network::RoadId road) const {
  const auto found = back_.find(road);
  return found == back_.end() ? nullptr : &found->second;
}

void write_tables(const Plan& plan, geodata::LayerWriter& out) {
  Writer(plan, out).all();
}

}  // namespace passage::plan
