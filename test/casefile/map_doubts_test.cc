// What OpenStreetMap leaves open of the roads, and the keys of [roads] that decide it.
#include <gmock/gmock.h>

#include <cstdlib>

#include "osm/load.h"
#include "test/casefile/spoiled.h"

namespace passage::casefile {

using scenario::Case;

namespace {

using testing::HasSubstr;

// a - (ice road) - 2 - (locked gate) - 3, and a destroyed bridge beside; people at a, a refuge at 3.
constexpr const char* kRoads =
    R"(<osm version="0.6"><node id="1" lat="47.0" lon="36.0"/><node id="2" lat="47.1" lon="36.0"/>
<node id="9" lat="47.15" lon="36.0"><tag k="barrier" v="gate"/><tag k="locked" v="yes"/></node>
<node id="3" lat="47.2" lon="36.0"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="unclassified"/><tag k="ice_road" v="yes"/></way>
<way id="20"><nd ref="2"/><nd ref="9"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="30"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="bridge:status" v="destroyed"/></way></osm>)";

class MapDoubts : public testing::Test {
 protected:
  void SetUp() override {
    case_.remove("agreement.toml").remove("dangers.geojson").remove("roads.csv").remove("nodes.csv");
    setenv("XDG_CACHE_HOME", case_.path().c_str(), 1);
    case_.write("roads.osm", kRoads)
        .write("people.csv", "id,name,lat,lon,persons,source\na,A,47.0,36.0,900,made\n")
        .write("refuges.csv",
               "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\n"
               "z,Z,shelter,47.2,36.0,unlimited,unlimited,made\n")
        .replace("case.toml", "nodes = \"nodes.csv\"\n", "")
        .replace("case.toml", "agreement = \"agreement.toml\"\n", "")
        .replace("case.toml", "dangers = \"dangers.geojson\"\n", "")
        .replace("case.toml", "roads.csv", "roads.osm");
  }
  void TearDown() override { unsetenv("XDG_CACHE_HOME"); }

  Case with(const std::string& keys) {
    const std::string plain = read_file(fs::path(case_.path()) / "case.toml");
    case_.append("case.toml", keys);
    Case c = read_case(case_.path(), {}, jobs::Task());
    case_.write("case.toml", plain);
    return c;
  }
  static std::string problem(const Case& c, const char* code) {
    for (const Problem& p : c.findings)
      if (p.code == code) return p.problem + " (" + p.why + ") " + p.suggestion;
    return {};
  }
  static bool leads_out(const Case& c) { return c.origins[scenario::OriginId{0}].car_node.valid(); }

  Spoiled case_;
};

TEST_F(MapDoubts, AreOpenUnlessTheCaseClosesThem) {
  for (const char* open : {"", "[roads]\n", "[roads]\nseasonal = \"open\"\nlocked_gates = \"open\"\n"}) {
    const Case c = with(open);
    EXPECT_TRUE(leads_out(c)) << open;
    EXPECT_THAT(problem(c, "P260"),
                HasSubstr("1 road of 11.1 km: open at times only, taken as open (tagged on the map: ice_road=yes 1)"));
    EXPECT_THAT(problem(c, "P260"), HasSubstr("[roads] seasonal = \"closed\""));
    EXPECT_THAT(problem(c, "P261"), HasSubstr("taken as open: node 9 (gate locked=yes 1)"));
    EXPECT_THAT(problem(c, "P262"), HasSubstr("(bridge:status=destroyed 1)"));
  }
  const Case ice = with("[roads]\nseasonal = \"closed\"\n");
  EXPECT_FALSE(leads_out(ice));
  EXPECT_THAT(problem(ice, "P260"), HasSubstr("taken as closed"));
  EXPECT_THAT(problem(ice, "P261"), HasSubstr("taken as open"));
  const Case gate = with("[roads]\nlocked_gates = \"closed\"\n");
  EXPECT_FALSE(leads_out(gate));
  EXPECT_THAT(problem(gate, "P260"), HasSubstr("taken as open"));
  EXPECT_THAT(problem(gate, "P261"), HasSubstr("taken as closed"));
}

TEST_F(MapDoubts, AreKeptInANetworkFile) {
  const auto imported = osm::import_osm(fs::path(case_.path()) / "roads.osm", osm::RoadModel::standard(), jobs::Task());
  network::write_network(fs::path(case_.path()) / "roads.network", imported.network, imported.meta,
                         Overwrite::kReplace);
  case_.replace("case.toml", "roads.osm", "roads.network");
  EXPECT_TRUE(leads_out(with("")));
  EXPECT_FALSE(leads_out(with("[roads]\nseasonal = \"closed\"\n")));
  EXPECT_FALSE(leads_out(with("[roads]\nlocked_gates = \"closed\"\n")));
  EXPECT_THAT(problem(with(""), "P261"), HasSubstr("node 9"));
}

TEST_F(MapDoubts, OfAnOldNetworkFileAreToldToBeUnknown) {
  auto imported = osm::import_osm(fs::path(case_.path()) / "roads.osm", osm::RoadModel::standard(), jobs::Task());
  imported.meta.doubts_known = false;
  const fs::path file = fs::path(case_.path()) / "roads.network";
  network::write_network(file, imported.network, imported.meta, Overwrite::kReplace);
  std::string bytes = read_file(file);
  bytes[8] = 1;  // the version, which no checksum covers
  write_file(file, bytes, Overwrite::kReplace);
  case_.replace("case.toml", "roads.osm", "roads.network");
  const Case c = with("[roads]\nseasonal = \"closed\"\n");
  EXPECT_TRUE(leads_out(c));
  EXPECT_THAT(problem(c, "P264"), HasSubstr("all of them are taken as open"));
}

TEST_F(MapDoubts, OtherWordsAndKeysAreErrors) {
  EXPECT_THROW((void)with("[roads]\nseasonal = \"shut\"\n"), InputError);
  EXPECT_THROW((void)with("[roads]\nlocked = \"closed\"\n"), InputError);
}

TEST(DrawnRoads, HaveNoDoubts) {
  Spoiled drawn;
  drawn.append("case.toml", "[roads]\nseasonal = \"closed\"\n");
  EXPECT_THAT(drawn.codes(), testing::Contains("P263"));
}

}  // namespace
}  // namespace passage::casefile
