// Plans to test with: the worked case of docs/formats.md by hand, and random ones of any size.
#pragma once

#include <fmt/format.h>

#include "core/random.h"
#include "plan/plan.h"

namespace passage::plan::test {

inline PlanTime minutes(std::int64_t m) {
  return PlanTime{m * 60'000};
}

// 2022-03-05T08:00 Europe/Kyiv. Three streams, persons a minute 10, 8 and 8: north over r1 r2 r3 to
// Zeta 1,300; by r4 r6 r8 r9 to Zeta 960; from Bravo by r5 r6 r7 to Omega 1,920.
inline Plan north_or_west() {
  using network::Coordinate, network::NodeId, network::RoadId;
  Plan plan;
  plan.title = "Three towns, two refuges";
  plan.language = "en";
  plan.time_zone = "Europe/Kyiv";
  plan.round_id = "second";
  plan.round_status = "agreed";
  plan.window_rule = "clear";
  plan.start = Instant{Millis{1646460000000}};
  plan.horizon = minutes(360);
  plan.people_per_car = Rational::of(5, 2);
  const double at[12][2] = {{47.00, 36.00}, {47.08, 36.00}, {47.25, 36.00}, {47.00, 35.88},
                            {46.85, 35.90}, {47.10, 35.55}, {47.30, 35.65}, {47.45, 35.80},
                            {46.95, 35.80}, {46.60, 36.60}, {46.60, 36.55}, {47.00, 34.85}};
  for (int i = 0; i < 12; ++i) plan.nodes.push_back({fmt::format("n{}", i + 1), Coordinate::of(at[i][0], at[i][1])});
  const int ends[11][3] = {{1, 2, 10},  {2, 3, 20}, {3, 8, 30}, {1, 4, 10},  {5, 4, 20}, {4, 6, 30},
                           {6, 12, 60}, {6, 7, 30}, {7, 8, 30}, {11, 10, 5}, {4, 9, 10}};
  for (int i = 0; i < 11; ++i) {
    RoadRow road;
    road.id = fmt::format("r{}", i + 1);
    road.source = "made";
    road.from = NodeId{ends[i][0] - 1};
    road.to = NodeId{ends[i][1] - 1};
    road.length_mm = ends[i][2] * 1'000'000;
    road.speed_m_h = 60'000;
    road.capacity_milli_veh_h = i == 7 ? 192'000 : 480'000;
    road.forward = network::mode_bit(Mode::kCar);
    road.corridor = i == 1 || i == 2;
    plan.roads.push_back(road);
  }
  const auto p = [](std::int64_t n) { return Persons{n}; };
  plan.origins = {{"alfa",
                   "Alfa",
                   "alfa",
                   "made",
                   plan.nodes[NodeId{0}].position,
                   p(5000),
                   p(2260),
                   p(2740),
                   p(0),
                   p(0),
                   "road_capacity",
                   {{"adm1_pcode", "UA23"}}},
                  {"bravo",
                   "Bravo",
                   "bravo",
                   "made",
                   plan.nodes[NodeId{4}].position,
                   p(2000),
                   p(1920),
                   p(80),
                   p(0),
                   p(0),
                   "road_capacity",
                   {}},
                  {"charlie",
                   "Charlie",
                   "charlie",
                   "made",
                   plan.nodes[NodeId{10}].position,
                   p(300),
                   p(0),
                   p(300),
                   p(0),
                   p(300),
                   "no_road",
                   {}}};
  plan.refuges = {{"zeta",
                   "Zeta",
                   "shelter",
                   "made",
                   plan.nodes[NodeId{7}].position,
                   p(2700),
                   {},
                   {{minutes(0), minutes(360)}},
                   p(2260),
                   {}},
                  {"omega",
                   "Omega crossing",
                   "crossing",
                   "made",
                   plan.nodes[NodeId{11}].position,
                   {},
                   Rational{480},
                   {{minutes(120), minutes(360)}},
                   p(1920),
                   {}}};
  plan.corridors = {{"north",
                     "North",
                     {{RoadId{1}, Direction::kForward}, {RoadId{2}, Direction::kForward}},
                     {{minutes(60), minutes(240)}}}};
  plan.dangers = {{"shelling",
                   "made",
                   true,
                   true,
                   {minutes(0), minutes(180)},
                   {{Coordinate::of(47.18, 35.57), Coordinate::of(47.18, 35.63), Coordinate::of(47.22, 35.63),
                     Coordinate::of(47.22, 35.57), Coordinate::of(47.18, 35.57)}}}};
  plan.sources = {{"made", "Worked by hand for the documentation", "", "", ""}};
  struct Stream {
    const char *origin, *refuge;
    std::int64_t persons, depart, until;             // minutes
    std::vector<std::pair<int, std::int64_t>> legs;  // road, minutes after departure
    std::int64_t arrive;
  };
  const std::vector<Stream> streams{{"alfa", "zeta", 1300, 50, 180, {{1, 0}, {2, 10}, {3, 30}}, 240},
                                    {"alfa", "zeta", 960, 140, 260, {{4, 0}, {6, 10}, {8, 40}, {9, 70}}, 360},
                                    {"bravo", "omega", 1920, 0, 240, {{5, 0}, {6, 20}, {7, 50}}, 360}};
  for (const Stream& s : streams) {
    const OrderId id = plan.orders.push_back({fmt::format("o{}", plan.orders.size() + 1),
                                              s.origin,
                                              s.refuge,
                                              Mode::kCar,
                                              p(s.persons),
                                              {minutes(s.depart), minutes(s.until)},
                                              minutes(s.arrive)});
    int seq = 0;
    for (const auto& [road, after] : s.legs) {
      const PlanInterval enter{minutes(s.depart + after), minutes(s.until + after)};
      plan.legs.push_back({id, ++seq, RoadId{road - 1}, Direction::kForward, enter, p(s.persons)});
      plan.flows.push_back({RoadId{road - 1}, Direction::kForward, Mode::kCar, enter, p(s.persons)});
    }
  }
  std::stable_sort(plan.flows.begin(), plan.flows.end(), [](const Flow& a, const Flow& b) { return a.road < b.road; });
  // r6 carries two streams at once from 08:20 on: one row where neither changes.
  std::erase_if(plan.flows, [](const Flow& f) { return f.road == RoadId{5}; });
  const std::vector<Flow> r6{{RoadId{5}, Direction::kForward, Mode::kCar, {minutes(20), minutes(150)}, p(1040)},
                             {RoadId{5}, Direction::kForward, Mode::kCar, {minutes(150), minutes(260)}, p(1760)},
                             {RoadId{5}, Direction::kForward, Mode::kCar, {minutes(260), minutes(270)}, p(80)}};
  const auto after =
      std::find_if(plan.flows.begin(), plan.flows.end(), [](const Flow& f) { return f.road > RoadId{5}; });
  plan.flows.insert(after, r6.begin(), r6.end());
  plan.arrivals = {{"zeta", {minutes(110), minutes(240)}, p(1300)},
                   {"zeta", {minutes(240), minutes(360)}, p(960)},
                   {"omega", {minutes(120), minutes(360)}, p(1920)}};
  const int alpha[12] = {0, 10, 210, 0, 0, 0, 330, 360, 0, 0, 0, 60};
  for (int i = 0; i < 12; ++i) plan.labels.push_back({minutes(360), NodeId{i}, Mode::kCar, minutes(alpha[i])});
  plan.people = p(7300), plan.safe = p(4180), plan.left = p(3120), plan.unreached = p(300), plan.upper_bound = p(4180);
  plan.last_arrival = minutes(360);
  const int by[5] = {100, 1180, 2260, 3220, 4180};
  for (int i = 0; i < 5; ++i) plan.safe_by.push_back({minutes(120 + 60 * i), p(by[i]), p(by[i])});
  plan.left_by_district = {{"alfa", p(2740), "road_capacity", {"road r8", "intake of Omega; \"west\" side"}},
                           {"bravo", p(80), "road_capacity"},
                           {"charlie", p(300), "no_road"}};
  plan.bottlenecks = {{"road", "r2", "", Direction::kForward, p(600), {"north-one-more-hour (b must grant)"}},
                      {"refuge_intake", "omega", "Omega crossing", Direction::kForward, p(480)},
                      {"road", "r8", "", Direction::kForward, p(480)}};
  plan.certificate_accepted = true;
  plan.certificate_kind = "labels";
  plan.findings = {{Severity::kFinding, "P201", "no road leads from \"charlie\" to a refuge",
                    "its component has 2 nodes", "people.csv:4", "check the roads around n10, n11", 300}};
  plan.provenance = {
      "0.1.0", "north-or-west", "examples/north-or-west", {{"case.toml", std::string(64, 'a')}}, 7, {}, {}, ""};
  return plan;
}

// Everything a plan may hold, at random; not a plan that anybody could follow.
inline Plan random_plan(std::uint64_t seed, std::size_t roads, std::size_t flows) {
  using network::Coordinate, network::NodeId, network::RoadId;
  Random random(seed, 1);
  Plan plan = north_or_west();
  const auto below = [&](std::size_t n) { return static_cast<std::int64_t>(random.below(n)); };
  const auto interval = [&] {
    const PlanTime from{below(86'400'000)};
    return PlanInterval{from, from + PlanTime{1 + below(3'600'000)}};
  };
  const auto text = [&] {
    static const char* const kTexts[] = {"",           "Straße",       "a, b", "say \"x\"",
                                         "two\nlines", "<b>&amp;</b>", "Київ", " padded "};
    return std::string(kTexts[below(8)]);
  };
  const auto place = [&] {
    return Coordinate{static_cast<std::int32_t>(below(1'800'000'001) - 900'000'000),
                      static_cast<std::int32_t>(below(4'294'967'295ull) % 1'800'000'000)};
  };
  plan.time_zone = below(2) == 0 ? "Europe/Kyiv" : "America/St_Johns";
  plan.start = Instant{Millis{1'648'300'000'000 + below(400'000'000)}};  // across a change of the clocks
  plan.title = text();
  plan.gap = random.uniform();
  plan.exposure_person_h = Rational::of(below(100000), 1 + below(700));
  plan.last_arrival.reset();
  for (std::size_t i = 0; i < roads; ++i) {
    const NodeId node = plan.nodes.push_back({fmt::format("m{}", i), place()});
    RoadRow road;
    road.id = fmt::format("w{}", i) + (i % 5 == 0 ? ".0.back" : ".0");
    road.name = text();
    road.from = NodeId{below(plan.nodes.size())};
    road.to = node;
    road.length_mm = below(1'000'000'000'000);
    road.speed_m_h = below(200'000);
    road.capacity_milli_veh_h = below(10'000'000);
    road.lanes = static_cast<std::uint8_t>(below(256));
    road.forward = static_cast<network::ModeSet>(below(4));
    road.backward = static_cast<network::ModeSet>(below(4));
    road.corridor = below(2) == 1;
    for (std::int64_t k = below(4); k > 0; --k) road.shape.push_back(place());
    plan.roads.push_back(std::move(road));
  }
  const auto side = [&](RoadId road) {
    return plan.roads[road].backward != 0 && below(2) == 1 ? Direction::kBackward : Direction::kForward;
  };
  const auto mode = [&] { return below(2) == 0 ? Mode::kCar : Mode::kFoot; };
  for (std::size_t i = 0; i < flows; ++i) {
    const RoadId road{below(plan.roads.size())};
    plan.flows.push_back({road, side(road), mode(), interval(), Persons{below(1'000'000)}});
  }
  for (std::size_t i = 0; i < flows / 10; ++i) {
    const OrderId order = plan.orders.push_back(
        {fmt::format("x{}", i), "alfa", "zeta", mode(), Persons{below(1000)}, interval(), PlanTime{below(90'000'000)}});
    const RoadId road{below(plan.roads.size())};
    plan.legs.push_back({order, 1, road, side(road), interval(), Persons{below(1000)}});
    plan.labels.push_back(
        {PlanTime{below(86'400'000)}, NodeId{below(plan.nodes.size())}, mode(), PlanTime{below(86'400'000)}});
    const RoadId on{below(plan.roads.size())};
    plan.corridors[0].roads.emplace_back(on, side(on));
  }
  plan.provenance.assumed = {"north-one-more-hour", text()};
  plan.provenance.options = text();
  return plan;
}

}  // namespace passage::plan::test
