#include "osm/import.h"

#include "core/file.h"
#include "core/random.h"
#include "network/components.h"
#include "network/nearest.h"
#include "osm/tags.h"
#include "test/osm/text.h"

namespace passage::osm {

using network::RoadId;

namespace {

TEST(Import, OnewayAndItsKin) {
  EXPECT_EQ(arcs_of({{"highway", "primary"}}), (Arcs{"n1>n2 cf", "n2>n1 cf"}));
  EXPECT_EQ(arcs_of({{"highway", "primary"}, {"oneway", "yes"}}), (Arcs{"n1>n2 cf", "n2>n1 f"}));
  EXPECT_EQ(arcs_of({{"highway", "primary"}, {"oneway", "-1"}}), (Arcs{"n1>n2 f", "n2>n1 cf"}));
  EXPECT_EQ(arcs_of({{"highway", "primary"}, {"oneway", "yes"}, {"oneway:foot", "yes"}}), (Arcs{"n1>n2 cf"}));
  EXPECT_EQ(arcs_of({{"highway", "primary"}, {"junction", "roundabout"}}), (Arcs{"n1>n2 cf", "n2>n1 f"}));
  EXPECT_EQ(arcs_of({{"highway", "motorway"}}), (Arcs{"n1>n2 c"}));
  EXPECT_EQ(arcs_of({{"highway", "motorway"}, {"oneway", "no"}}), (Arcs{"n1>n2 c", "n2>n1 c"}));
  EXPECT_EQ(arcs_of({{"highway", "primary"}, {"oneway", "reversible"}}), (Arcs{"n1>n2 f", "n2>n1 f"}));
}

TEST(Import, AccessTheMoreSpecialTagDecides) {
  EXPECT_EQ(arcs_of({{"highway", "service"}, {"access", "no"}, {"foot", "yes"}}), (Arcs{"n1>n2 f", "n2>n1 f"}));
  EXPECT_EQ(arcs_of({{"highway", "service"}, {"access", "private"}, {"motor_vehicle", "yes"}}),
            (Arcs{"n1>n2 c", "n2>n1 c"}));
  EXPECT_EQ(arcs_of({{"highway", "track"}, {"motor_vehicle", "forestry"}}), (Arcs{"n1>n2 f", "n2>n1 f"}));
  EXPECT_EQ(arcs_of({{"highway", "residential"}, {"vehicle", "no"}, {"motorcar", "destination"}}),
            (Arcs{"n1>n2 cf", "n2>n1 cf"}));
  EXPECT_EQ(arcs_of({{"highway", "footway"}}), (Arcs{"n1>n2 f", "n2>n1 f"}));
}

TEST(Import, PrivateRoadsAreCountedAndMayBeOpened) {
  const std::string roads = way(1, {1, 2}, tags({{"highway", "service"}, {"access", "private"}})) +
                            way(2, {2, 3}, tags({{"highway", "primary"}}));
  const ImportedRoads closed = import_text(roads);
  EXPECT_EQ(closed.network.road_count(), 1u);
  EXPECT_EQ(count_of(closed.meta, "dropped: private, closed to cars"), 1);
  const RoadModel open = RoadModel::with_overrides("parameter,key,value\nprivate_open,all,1\n", "model.csv");
  EXPECT_EQ(import_text(roads, open).network.road_count(), 2u);
}

TEST(Import, ConditionalAndImpassableAreFindings) {
  const ImportedRoads roads =
      import_text(way(1, {1, 2}, tags({{"highway", "primary"}, {"motor_vehicle:conditional", "no @ (22:00-06:00)"}})) +
                  way(2, {2, 3}, tags({{"highway", "primary"}, {"impassable", "yes"}})) +
                  way(3, {3, 4}, tags({{"highway", "primary"}, {"status", "impassable"}})) +
                  way(4, {4, 5}, tags({{"highway", "primary"}, {"maxweight", "3.5"}})));
  EXPECT_EQ(arcs(roads.network), (Arcs{"n1>n2 cf", "n2>n1 cf", "n4>n5 cf", "n5>n4 cf"}));
  std::multiset<std::string> codes;
  for (const Problem& p : roads.meta.findings) codes.insert(p.code);
  EXPECT_EQ(codes, (std::multiset<std::string>{"P322", "P323", "P323", "P325"}));
  const ImportedRoads doubtful = import_text(way(1, {1, 2}, tags({{"highway", "primary"}, {"oneway", "reversible"}})) +
                                             way(2, {2, 3}, tags({{"highway", "primary"}, {"maxspeed", "fast"}})) +
                                             way(3, {3, 4}, tags({{"highway", "primary"}, {"damage", "moderate"}})));
  codes.clear();
  for (const Problem& p : doubtful.meta.findings) codes.insert(p.code);
  EXPECT_EQ(codes, (std::multiset<std::string>{"P324", "P326", "P327"}));
}

TEST(Import, MaxspeedInAnyDress) {
  const RoadModel& model = RoadModel::standard();
  EXPECT_EQ(read_maxspeed("50", model), 50'000);
  EXPECT_EQ(read_maxspeed("50 mph", model), 80'467);  // 80.4672 km/h
  EXPECT_EQ(read_maxspeed("RU:urban", model), 60'000);
  EXPECT_EQ(read_maxspeed("RO:urban", model), 50'000);
  EXPECT_EQ(read_maxspeed("DE:zone:30", model), 30'000);
  EXPECT_EQ(read_maxspeed("90;70", model), 70'000);
  EXPECT_EQ(read_maxspeed("walk", model), 6'000);
  EXPECT_EQ(read_maxspeed("none", model), std::nullopt);
  EXPECT_EQ(read_maxspeed("1e9", model), std::nullopt);
  EXPECT_EQ(read_maxspeed("-5", model), std::nullopt);
}

TEST(Import, LanesSpeedAndCapacityBySide) {
  // Two lanes forward, one backward: two roads. 1,700 x 0.35 = 595 vehicles/h a lane.
  const Network net = import_text(way(1, {1, 2},
                                      tags({{"highway", "primary"},
                                            {"lanes", "3"},
                                            {"lanes:forward", "2"},
                                            {"maxspeed:backward", "50"},
                                            {"surface", "asphalt"}})))
                          .network;
  ASSERT_EQ(net.road_count(), 2u);
  EXPECT_EQ(net.road_id[RoadId{0}], "w1.1");
  EXPECT_EQ(net.road_id[RoadId{1}], "w1.1r");
  EXPECT_EQ(net.capacity_milli_veh_h[RoadId{0}], 1'190'000);
  EXPECT_EQ(net.capacity_milli_veh_h[RoadId{1}], 595'000);
  EXPECT_EQ(net.lanes[RoadId{0}], 2);
  EXPECT_EQ(net.speed_m_h[RoadId{1}], 50'000);
  EXPECT_EQ(net.paved[RoadId{0}], 1);
  EXPECT_EQ(net.from[RoadId{1}], net.to[RoadId{0}]);
  EXPECT_NEAR(static_cast<double>(net.length_mm[RoadId{0}]), 1'111'951, 2);
}

TEST(Import, SingleLaneAndBadSurface) {
  // lanes=1 both ways: half of 600 each, gravel 0.7, sustained 0.35: 73.5.
  const Network net =
      import_text(
          way(1, {1, 2}, tags({{"highway", "primary"}, {"lanes", "1"}, {"surface", "gravel"}, {"smoothness", "bad"}})))
          .network;
  EXPECT_EQ(net.capacity_milli_veh_h[RoadId{0}], 73'500);
  EXPECT_EQ(net.speed_m_h[RoadId{0}], 40'000);
  EXPECT_EQ(net.paved[RoadId{0}], 0);
}

TEST(Import, FerryTakesItsDuration) {
  // 2,223.9 m in 20 minutes: 6,672 m/h.
  const Network net =
      import_text(way(1, {1, 2, 3}, tags({{"route", "ferry"}, {"duration", "00:20"}, {"motor_vehicle", "yes"}})))
          .network;
  EXPECT_EQ(net.road_class[RoadId{0}], RoadClass::kFerry);
  EXPECT_EQ(net.speed_m_h[RoadId{0}], 6672);
  const auto walk = network::shortest_route(net, named(net, "n1"), named(net, "n3"), {Mode::kFoot});
  ASSERT_TRUE(walk);
  EXPECT_NEAR(walk->millis / 1000, 1200, 1);
  EXPECT_EQ(read_duration("PT1H20M"), 4800);
  EXPECT_EQ(read_duration("1:30:00"), 5400);
  EXPECT_EQ(read_duration("20"), 1200);
  EXPECT_EQ(read_duration("soon"), std::nullopt);
}

TEST(Import, CutAtSharedNodesOnly) {
  const Network net = import_text(way(1, {1, 2, 3, 4}, tags({{"highway", "primary"}})) +
                                  way(2, {3, 12}, tags({{"highway", "primary"}})))
                          .network;
  EXPECT_EQ(net.node_count(), 4u);  // 1, 3, 4, 12
  EXPECT_EQ(net.road_id[RoadId{1}], "w1.2");
  EXPECT_EQ(net.shape_of(RoadId{0}).size(), 1u);
}

TEST(Import, BollardStopsCarsNotWalkers) {
  const std::string node = R"(<node id="6" lat="0" lon="0.015"><tag k="barrier" v="bollard"/></node>)";
  const Network net = import_text(node + way(1, {1, 6, 3}, tags({{"highway", "residential"}}))).network;
  EXPECT_EQ(steps(net, "n1", "n3"), -1);
  EXPECT_EQ(steps(net, "n1", "n3", Mode::kFoot), 2);
}

TEST(Import, GateIsOpenUnlessTagged) {
  const auto with = [](const char* more) {
    const std::string node =
        fmt::format(R"(<node id="6" lat="0" lon="0.015"><tag k="barrier" v="gate"/>{}</node>)", more);
    return import_text(node + way(1, {1, 6, 3}, tags({{"highway", "residential"}}))).network;
  };
  EXPECT_EQ(steps(with(""), "n1", "n3"), 2);
  const Network shut = with(R"(<tag k="access" v="no"/>)");
  EXPECT_EQ(steps(shut, "n1", "n3"), -1);
  EXPECT_EQ(steps(shut, "n1", "n3", Mode::kFoot), -1);
}

TEST(Import, BorderControlIsKeptAsANode) {
  const std::string node = R"(<node id="6" lat="0" lon="0.015"><tag k="barrier" v="border_control"/></node>)";
  const ImportedRoads roads = import_text(node + way(1, {1, 6, 3}, tags({{"highway", "trunk"}})));
  EXPECT_EQ(roads.meta.border_controls, std::vector<std::string>{"n6"});
  EXPECT_EQ(steps(roads.network, "n1", "n3"), 2);
}

std::string code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.problems().front().code;
  }
  return "";
}

TEST(Import, WrongFilesHaveTheirCodes) {
  const auto import_as = [](const std::string& content, const char* ending) {
    const TemporaryFile file(content, ending);
    return code_of([&] { (void)import_osm(file.path(), RoadModel::standard(), jobs::Task()); });
  };
  EXPECT_EQ(import_as("no roads here", ".osm.pbf"), "P305");
  EXPECT_EQ(import_as("", ".osm.pbf"), "P305");
  EXPECT_EQ(import_as("<osm version=\"0.6\"><node id=", ".osm"), "P305");
  EXPECT_EQ(import_as("<osm version=\"0.6\"></osm>", ".osm"), "P306");
  EXPECT_EQ(import_as("<osm version=\"0.6\">" + way(1, {1, 2}, tags({{"highway", "primary"}})) + "</osm>", ".osm"),
            "P307");
  EXPECT_EQ(import_as("x", ".txt"), "P309");
  EXPECT_EQ(code_of([] { (void)import_osm("absent.osm.pbf", RoadModel::standard(), jobs::Task()); }), "P001");
}

TEST(Import, TellsHowFarItIs) {
  const TemporaryFile file("<osm version=\"0.6\">" + std::string(kNodes) +
                           way(1, {1, 2}, tags({{"highway", "primary"}})) + "</osm>");
  double before = 0;
  const auto rising = [&](double done, std::string_view /*known*/) {
    EXPECT_LE(before, done);
    EXPECT_LE(done, 1);
    before = done;
  };
  EXPECT_EQ(import_osm(file.path(), RoadModel::standard(), jobs::Task(1, rising)).network.road_count(), 1u);
  EXPECT_GT(before, 0.5);
}

// Bytes changed, cut out and repeated: roads, or an error with a code, and nothing else.
int refused(const std::string& whole, const char* ending, int times) {
  Random random(5, 3);
  int errors = 0;
  for (int i = 0; i < times; ++i) {
    std::string bytes = whole;
    const std::size_t at = random.below(bytes.size()), length = std::min<std::size_t>(40, bytes.size() - at);
    if (i % 3 == 0) bytes[at] = static_cast<char>(random.below(256));
    if (i % 3 == 1) bytes.erase(at, random.below(length + 1));
    if (i % 3 == 2) bytes.insert(at, bytes.substr(random.below(bytes.size()), 1 + random.below(40)));
    const TemporaryFile file(bytes, ending);
    const std::string code = code_of([&] { (void)import_osm(file.path(), RoadModel::standard(), jobs::Task()); });
    EXPECT_TRUE(code.empty() || code.starts_with("P30")) << code;
    errors += !code.empty();
  }
  return errors;
}

TEST(Import, DamagedTextIsRoadsOrAnError) {
  const std::string text = "<osm version=\"0.6\">" + std::string(kNodes) +
                           way(1, {1, 2, 3}, tags({{"highway", "primary"}, {"maxspeed", "50 mph"}, {"lanes", "3"}})) +
                           way(2, {2, 10}, tags({{"route", "ferry"}, {"duration", "00:20"}})) +
                           way(3, {3, 12, 3}, tags({{"highway", "service"}})) +
                           restriction(9, "no_left_turn", 1, "node", 2, 2) +
                           restriction(10, "only_straight_on", 1, "way", 3, 2) + "</osm>";
  EXPECT_GT(refused(text, ".osm", 600), 100);
}

TEST(Data, DamagedPbfIsRoadsOrAnError) {
  NEED_DATA(file, "osm/andorra-latest.osm.pbf");
  EXPECT_GT(refused(read_file(*file), ".osm.pbf", 60), 30);
}

TEST(Model, PrintsAndReadsItself) {
  const RoadModel& standard = RoadModel::standard();
  EXPECT_EQ(RoadModel::with_overrides(standard.csv(), "model.csv").csv(), standard.csv());
  for (const char* wrong :
       {"parameter,key\n", "parameter,key,value\nspeed,primary,5\n", "parameter,key,value\nspeed_km_h,primry,5\n",
        "parameter,key,value\nspeed_km_h,primary,0\n", "parameter,key,value\nspeed_km_h,primary,fast\n"})
    EXPECT_EQ(code_of([&] { (void)RoadModel::with_overrides(wrong, "model.csv"); }), "P308") << wrong;
}

constexpr const char *kForCars = "junctions and ends of ways for cars",
                     *kMain = "junctions and ends of ways for cars, without service roads, tracks and ferries",
                     *kWithoutJoints =
                         "junctions and ends of ways for cars, without these and without joints of two ways";

TEST(Import, NodesAreCountedAsOthersDo) {
  // 1 - 2 = 3 primary, two ways that join at 2; 3 - 4 service; a footpath 2 - 10; 4 - 5 - 12 - 4 a ring of its own.
  const std::string primary = tags({{"highway", "primary"}});
  const ImportedRoads roads =
      import_text(way(1, {1, 2}, primary) + way(2, {2, 3}, primary) + way(3, {3, 11}, tags({{"highway", "service"}})) +
                  way(4, {2, 10}, tags({{"highway", "footway"}})) + way(5, {4, 5, 12, 4}, primary));
  EXPECT_EQ(roads.network.node_count(), 6u);           // 1, 2, 3, 11, 10, 4
  EXPECT_EQ(count_of(roads.meta, kForCars), 5);        // 1, 2, 3, 11, 4
  EXPECT_EQ(count_of(roads.meta, kMain), 4);           // 1, 2, 3, 4
  EXPECT_EQ(count_of(roads.meta, kWithoutJoints), 2);  // 1, 3
}

TEST(Data, NodesAreCountedAsOthersDo) {
  NEED_DATA(moldova, "roads/moldova.osm.pbf");
  EXPECT_EQ(count_of(import_osm(*moldova, RoadModel::standard(), jobs::Task()).meta, kWithoutJoints), 220'853);
  NEED_DATA(podkarpackie, "roads/podkarpackie.osm.pbf");
  EXPECT_EQ(count_of(import_osm(*podkarpackie, RoadModel::standard(), jobs::Task()).meta, kWithoutJoints), 91'548);
  // 56,016 with private and closed roads.
  NEED_DATA(porto, "osm/porto_portugal.osm.pbf");
  EXPECT_EQ(count_of(import_osm(*porto, RoadModel::standard(), jobs::Task()).meta, kMain), 55'932);
}

TEST(Data, MoldovaRoutesByLength) {
  NEED_DATA(file, "roads/moldova.osm.pbf");
  const Network net = import_osm(*file, RoadModel::standard(), jobs::Task()).network;
  const network::NodeGrid grid(net);
  const auto at = [&](double lat, double lon) { return grid.nearest(Coordinate::of(lat, lon), Metres{5000})->node; };
  const NodeId chisinau = at(47.00556, 28.8575);
  const struct {
    double lat, lon, km;
  } kTowns[] = {
      {46.4119, 30.0992, 135.0}, {48.4361, 27.7939, 205.5}, {47.2042, 27.8, 106.2}, {45.9075, 28.1944, 161.7}};
  for (const auto& town : kTowns) {
    const auto route =
        network::shortest_route(net, chisinau, at(town.lat, town.lon), {Mode::kCar, network::By::kLength});
    ASSERT_TRUE(route);
    EXPECT_NEAR(static_cast<double>(route->length_mm) * 1e-6, town.km, town.km * 0.005);
  }
}

}  // namespace
}  // namespace passage::osm
