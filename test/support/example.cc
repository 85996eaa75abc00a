#include "test/support/example.h"

#include "certify/rules.h"

namespace passage::example {

using network::Direction;
using network::Mode;
using network::NodeId;
using network::RoadId;
using scenario::Case;
using scenario::CaseTime;
using scenario::Term;
using scenario::TermKind;

Case small_case(int nodes, const std::vector<Road>& roads, std::int64_t horizon) {
  Table<NodeId, std::string> names;
  Table<NodeId, network::Coordinate> positions;
  for (int i = 0; i < nodes; ++i) {
    names.push_back("n" + std::to_string(i));
    positions.push_back(network::Coordinate::of(47 + 0.01 * i, 36));
  }
  std::vector<network::RoadRecord> records;
  for (const Road& road : roads) {
    network::RoadRecord record;
    record.id = road.id;
    record.from = NodeId{road.from};
    record.to = NodeId{road.to};
    record.length_mm = road.metres * 1000;
    record.speed_m_h = road.km_h * 1000;
    record.capacity_milli_veh_h = road.vehicles_h * 1000;
    record.forward = road.forward;
    record.backward = road.backward;
    records.push_back(record);
  }
  Case c;
  c.id = "small";
  c.time_zone = "Europe/Kyiv";
  c.horizon = minutes(horizon);
  c.network = network::make_network(names, positions, records);
  c.days = {{CaseTime{0}, c.horizon}};
  return c;
}

void add_origin(Case& c, const std::string& id, int node, std::int64_t persons, std::int64_t release) {
  scenario::Origin origin;
  origin.id = origin.district = id;
  origin.name = id;
  origin.position = c.network.position[NodeId{node}];
  origin.persons = origin.by_car = Persons{persons};
  origin.release = minutes(release);
  origin.car_node = origin.foot_node = NodeId{node};
  c.origins.push_back(origin);
}

void add_refuge(Case& c, const std::string& id, int node, std::int64_t capacity, std::int64_t rate) {
  scenario::Refuge refuge;
  refuge.id = refuge.name = id;
  refuge.kind = "shelter";
  refuge.position = c.network.position[NodeId{node}];
  if (capacity >= 0) refuge.capacity = Persons{capacity};
  if (rate >= 0) refuge.intake = PersonsPerHour{Rational{rate}};
  refuge.open = {{CaseTime{0}, c.horizon}};
  refuge.car_node = refuge.foot_node = NodeId{node};
  c.refuges.push_back(refuge);
}

void add_term(Case& c, Term term) {
  if (!c.agreement.planned.valid()) {
    scenario::Round round;
    round.id = "second";
    round.status = scenario::RoundStatus::kAgreed;
    c.agreement.planned = c.agreement.rounds.push_back(round);
  }
  term.round = c.agreement.planned;
  term.in_force = true;
  c.agreement.terms.push_back(term);
}

scenario::CorridorId add_corridor(Case& c, const std::string& id, const std::vector<int>& roads,
                                  const std::vector<Interval<Millis>>& windows) {
  const scenario::CorridorId corridor{c.agreement.corridors.size()};
  for (std::size_t i = 0; i < windows.size(); ++i) {
    Term term;
    term.id = id + std::to_string(i);
    term.kind = TermKind::kWindow;
    term.corridor = corridor;
    term.intervals = {windows[i]};
    add_term(c, term);
  }
  if (!c.agreement.planned.valid()) {
    add_term(c, {});  // makes the round
    c.agreement.terms.clear();
  }
  scenario::Corridor row;
  row.id = row.name = id;
  row.round = c.agreement.planned;
  for (const int road : roads) row.roads.push_back({RoadId{road}, Direction::kForward});
  c.agreement.corridors.push_back(row);
  return corridor;
}

void add_closure(Case& c, const std::string& id, const std::vector<int>& roads, Interval<Millis> when,
                 const std::vector<int>& nodes_inside) {
  scenario::Danger danger;
  danger.id = id;
  danger.closed = true;
  danger.when = when;
  danger.is_polygon = !nodes_inside.empty();
  for (const int road : roads) {
    danger.touched.push_back({{RoadId{road}, Direction::kForward}, 1});
    danger.touched.push_back({{RoadId{road}, Direction::kBackward}, 1});
  }
  for (const int node : nodes_inside) danger.nodes_inside.push_back(NodeId{node});
  c.dangers.push_back(danger);
}

void leave_legs_out(plan::Plan& p) {
  p.legs.clear();
  p.legs_left_out = true;
  p.findings.push_back({.severity = Severity::kFinding, .code = "P510"});
}

void set_curve_gap(plan::Plan& p) {
  double at_most = 0, safe = 0;
  for (const plan::SafeBy& row : p.safe_by) {
    at_most += static_cast<double>(row.at_most.count());
    safe += static_cast<double>(row.persons.count());
  }
  p.curve_gap = (at_most - safe) / at_most;
}

plan::Plan empty_plan(const Case& c) {
  plan::Plan p;
  p.title = c.title;
  p.time_zone = c.time_zone;
  p.start = c.start;
  p.horizon = c.horizon;
  p.people_per_car = c.behaviour.people_per_car.count();
  p.provenance.case_id = c.id;
  for (const scenario::InputFile& file : c.inputs) p.provenance.inputs.emplace_back(file.path, file.sha256);
  if (c.agreement.planned.valid()) p.round_id = c.agreement.rounds[c.agreement.planned].id;
  const certify::Rules rules = certify::make_rules(c, certify::finest(c, certify::Rounding::kInner));
  for (const NodeId v : c.network.position.ids()) {
    p.nodes.push_back({std::string(c.network.node_name[v]), c.network.position[v]});
  }
  for (const RoadId r : c.network.length_mm.ids()) {
    plan::RoadRow row;
    row.id = c.network.road_id[r];
    row.name = c.network.road_name[r];
    row.road_class = network::name_of(c.network.road_class[r]);
    row.lanes = c.network.lanes[r];
    row.from = c.network.from[r];
    row.to = c.network.to[r];
    row.length_mm = c.network.length_mm[r];
    row.speed_m_h = c.network.speed_m_h[r];
    row.capacity_milli_veh_h = c.network.capacity_milli_veh_h[r];
    row.corridor = !rules.outside[certify::side_index(r, Direction::kForward)] ||
                   !rules.outside[certify::side_index(r, Direction::kBackward)];
    p.roads.push_back(row);
  }
  for (const network::ArcId a : c.network.head.ids()) {
    plan::RoadRow& row = p.roads[c.network.road[a]];
    (c.network.direction[a] == Direction::kForward ? row.forward : row.backward) = c.network.modes[a];
  }
  for (const scenario::Origin& origin : c.origins) {
    plan::OriginRow row;
    row.id = origin.id;
    row.name = origin.name;
    row.district = origin.district;
    row.position = origin.position;
    row.people = origin.persons;
    row.staying = origin.staying;
    row.left = origin.persons - origin.staying;
    row.reason = row.left > Persons{0} ? "road_capacity" : "";
    p.people += row.people;
    p.staying += row.staying;
    p.left += row.left;
    p.origins.push_back(row);
  }
  for (const scenario::RefugeId r : c.refuges.ids()) {
    const scenario::Refuge& refuge = c.refuges[r];
    plan::RefugeRow row;
    row.id = refuge.id;
    row.name = refuge.name;
    row.kind = refuge.kind;
    row.position = refuge.position;
    row.capacity = refuge.capacity;
    if (refuge.intake) row.intake_persons_per_h = refuge.intake->count();
    row.open = rules.intake[r.index()];
    p.refuges.push_back(row);
  }
  for (const scenario::Danger& danger : c.dangers) {
    plan::DangerRow row;
    row.id = danger.id;
    row.closed = danger.closed;
    row.when = danger.when;
    row.is_polygon = danger.is_polygon;
    row.source = danger.source;
    p.dangers.push_back(row);
  }
  p.findings = c.findings;
  for (const auto& [id, s] : c.sources) p.sources.push_back({s.id, s.title, s.url, s.date, s.licence});
  p.certificate_accepted = true;
  p.certificate_kind = "cuts";
  p.language = c.language;
  p.window_rule = c.window == scenario::WindowRule::kClear ? "clear" : "enter";
  if (c.agreement.planned.valid()) p.round_status = "agreed";
  return p;
}

Case north_or_west() {
  // Nodes n1 .. n12 of the text are 0 .. 11.
  Case c = small_case(12,
                      {{"r1", 0, 1, 10000},
                       {"r2", 1, 2, 20000},
                       {"r3", 2, 7, 30000},
                       {"r4", 0, 3, 10000},
                       {"r5", 4, 3, 20000},
                       {"r6", 3, 5, 30000},
                       {"r7", 5, 11, 60000},
                       {"r8", 5, 6, 30000, 60, 192},
                       {"r9", 6, 7, 30000},
                       {"r10", 10, 9, 5000},
                       {"r11", 3, 8, 10000}},
                      360);
  c.id = "north-or-west";
  c.behaviour.people_per_car = PersonsPerVehicle{Rational::of(5, 2)};
  c.inputs = {{"people.csv", "aa"}, {"roads.csv", "bb"}};
  add_origin(c, "alfa", 0, 5000);
  add_origin(c, "bravo", 4, 2000);
  add_origin(c, "charlie", 10, 300);
  add_refuge(c, "zeta", 7, 2700);
  add_refuge(c, "omega", 11, -1, 480);
  c.refuges.values()[1].open = {minutes(120, 360)};
  add_corridor(c, "north", {1, 2}, {minutes(60, 240)});
  Term gate;
  gate.id = "north-gate";
  gate.kind = TermKind::kCheckpoint;
  gate.road = RoadId{1};
  gate.lanes = 2;
  gate.seconds_per_vehicle = Rational{30};
  add_term(c, gate);
  add_closure(c, "shelling", {7}, minutes(0, 180));
  c.dangers[0].is_polygon = true;
  c.agreement.rounds.values()[0].parties = {"a", "b"};
  Term hour;
  hour.id = "north-one-more-hour";
  hour.kind = TermKind::kWindow;
  hour.corridor = scenario::CorridorId{0};
  hour.intervals = {minutes(240, 300)};
  hour.stance["a"] = scenario::Stance::kAccepts;
  add_term(c, hour);
  c.agreement.terms.values().back().in_force = false;
  c.sources["made"] = {"made", "Worked by hand", "", "", ""};
  c.findings = {{.severity = Severity::kFinding,
                 .code = "P201",
                 .problem = "no road leads to a refuge",
                 .where = "people.csv:4",
                 .suggestion = "mend the roads",
                 .persons = 300}};
  return c;
}

namespace {

void add_order(plan::Plan& p, const std::string& id, const std::string& origin, const std::string& refuge,
               std::int64_t persons, Interval<Millis> depart, Millis arrive_until,
               const std::vector<std::pair<int, std::int64_t>>& roads) {
  plan::Order order;
  order.id = id;
  order.origin_id = origin;
  order.refuge_id = refuge;
  order.persons = Persons{persons};
  order.depart = depart;
  order.arrive_until = arrive_until;
  const plan::OrderId row = p.orders.push_back(order);
  std::int32_t seq = 0;
  for (const auto& [road, shift] : roads) {
    p.legs.push_back({row,
                      ++seq,
                      RoadId{road},
                      Direction::kForward,
                      {depart.from + minutes(shift), depart.until + minutes(shift)},
                      Persons{persons}});
  }
}

}  // namespace

plan::Plan north_or_west_plan(const Case& c) {
  plan::Plan p = empty_plan(c);
  // Road k of the text is row k - 1; behind it the minutes since departure.
  add_order(p, "o1", "alfa", "zeta", 1300, minutes(50, 180), minutes(240), {{0, 0}, {1, 10}, {2, 30}});
  add_order(p, "o2", "alfa", "zeta", 880, minutes(140, 250), minutes(360), {{3, 0}, {5, 10}, {7, 40}, {8, 70}});
  add_order(p, "o3", "bravo", "zeta", 80, minutes(240, 250), minutes(360), {{4, 0}, {5, 20}, {7, 50}, {8, 80}});
  add_order(p, "o4", "bravo", "omega", 1920, minutes(10, 250), minutes(360), {{4, 0}, {5, 20}, {6, 50}});
  const auto flow = [&](int road, Interval<Millis> enter, std::int64_t persons) {
    p.flows.push_back({RoadId{road}, Direction::kForward, Mode::kCar, enter, Persons{persons}});
  };
  flow(0, minutes(50, 180), 1300);
  flow(1, minutes(60, 190), 1300);
  flow(2, minutes(80, 210), 1300);
  flow(3, minutes(140, 250), 880);
  flow(4, minutes(10, 240), 1840);
  flow(4, minutes(240, 250), 160);
  flow(5, minutes(30, 150), 960);
  flow(5, minutes(150, 270), 1920);
  flow(6, minutes(60, 300), 1920);
  flow(7, minutes(180, 300), 960);
  flow(8, minutes(210, 330), 960);
  p.arrivals = {{"zeta", minutes(110, 240), Persons{1300}},
                {"zeta", minutes(240, 360), Persons{960}},
                {"omega", minutes(120, 360), Persons{1920}}};
  const std::int64_t alpha[] = {0, 10, 210, 0, 0, 0, 330, 360, 0, 0, 0, 60};
  for (int i = 0; i < 12; ++i) {
    if (alpha[i] != 0) p.labels.push_back({minutes(360), NodeId{i}, Mode::kCar, minutes(alpha[i])});
  }
  const std::int64_t safe[] = {2180, 2000, 0};
  for (int i = 0; i < 3; ++i) {
    p.origins[i].safe = Persons{safe[i]};
    p.origins[i].left -= Persons{safe[i]};
    if (p.origins[i].left == Persons{0}) p.origins[i].reason = "";
  }
  p.origins[2].unreached = Persons{300};
  p.origins[2].reason = "no_road";
  for (const scenario::Corridor& corridor : c.agreement.corridors) {
    p.corridors.push_back({corridor.id, corridor.name, {}, {minutes(60, 240)}});
    for (const scenario::RoadSide side : corridor.roads)
      p.corridors.back().roads.emplace_back(side.road, side.direction);
  }
  p.refuges[0].persons = Persons{2260};
  p.refuges[1].persons = Persons{1920};
  p.safe = p.upper_bound = Persons{4180};
  p.left = Persons{3120};
  p.unreached = Persons{300};
  p.last_arrival = minutes(360);
  const std::int64_t by[] = {0, 100, 1180, 2260, 3220, 4180};
  for (int h = 1; h <= 6; ++h) p.safe_by.push_back({minutes(60 * h), Persons{by[h - 1]}, Persons{4180}});
  const std::vector<std::string> hour{"north-one-more-hour (b must grant)"};
  p.bottlenecks = {{"road", "r3", "", Direction::kForward, Persons{1200}, hour},
                   {"road", "r2", "", Direction::kForward, Persons{600}, hour},
                   {"refuge_intake", "omega", c.refuges[scenario::RefugeId{1}].name, {}, Persons{480}, {}},
                   {"road", "r8", "", Direction::kForward, Persons{480}, {}}};
  p.left_by_district = {{"alfa", Persons{2820}, "road_capacity", {"road r8"}}, {"charlie", Persons{300}, "no_road"}};
  set_curve_gap(p);
  return p;
}

}  // namespace passage::example
