// People and refuges that are not rows of a table: layers, polygons, a raster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/settlement.h"
#include "test/casefile/layers.h"

namespace passage::casefile {

using scenario::OriginId;

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::pair<std::string, std::int64_t>> persons_of(const Case& c) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const Origin& origin : c.origins) out.emplace_back(origin.id, origin.persons.count());
  return out;
}
using Persons2 = std::pair<std::string, std::int64_t>;

TEST(Layers, PeopleAndRefugesOfGeoJson) {
  Streets s;
  s.people("people.geojson",
           collection(feature(R"("id":"x","name":"X","persons":30,"release":"2022-03-05T09:00","ADM1_PCODE":"UA23",)"
                              R"("source":"made")",
                              "Point", "[36.0001,47.0]")));
  s.replace("case.toml", "\"refuges.csv\"", "\"refuges.geojson\"");
  s.write("refuges.geojson",
          collection(feature(R"("id":"z","name":"Z","kind":"shelter","capacity_persons":"unlimited",)"
                             R"("intake_persons_per_h":120.5,"source":"made")",
                             "Point", "[36.0299,47.0]")));
  const Case c = s.read();
  const Origin& x = c.origins[OriginId{0}];
  EXPECT_EQ(x.persons, Persons{30});
  EXPECT_EQ(x.release, std::chrono::hours{1});
  EXPECT_EQ(x.pcodes.at("adm1_pcode"), "UA23");
  EXPECT_EQ(c.network.node_name[x.car_node], "a");
  EXPECT_EQ(x.where, "people.geojson: feature 1");
  const scenario::Refuge& z = c.refuges[scenario::RefugeId{0}];
  EXPECT_FALSE(z.capacity.has_value());
  EXPECT_EQ(z.intake->count(), Rational::of(241, 2));
  EXPECT_EQ(c.network.node_name[z.car_node], "d");
}

// EPSG:3857: x = R lon, y = R ln tan(45 + lat / 2), R = 6378137 m: 36 degrees are 4,007,501.67 m; 47
// degrees north 5,942,074.07 m.
TEST(Layers, AnyCoordinateSystemIsReprojected) {
  for (const auto& [file, format] :
       {std::pair{"people.gpkg", "GPKG"}, {"people.shp", "ESRI Shapefile"}, {"people.fgb", "FlatGeobuf"}}) {
    Streets s;
    s.replace("case.toml", "\"people.csv\"", std::string("\"") + file + "\"");
    write_point(fs::path(s.path()) / file, 3857, 4007501.67, 5942074.07);
    const Case c = s.read();
    ASSERT_EQ(c.origins.size(), 1u) << file;
    EXPECT_NEAR(c.origins[OriginId{0}].position.lat(), 47, 1e-6) << file;
    EXPECT_NEAR(c.origins[OriginId{0}].position.lon(), 36, 1e-6) << file;
    std::vector<std::string> inputs;
    for (const scenario::InputFile& input : c.inputs) inputs.push_back(input.path);
    EXPECT_THAT(inputs, Contains(file));
    if (std::string(file) == "people.shp") {
      EXPECT_THAT(inputs, testing::IsSupersetOf({"people.dbf", "people.prj"}));
    }
  }
}

TEST(Layers, WhatIsWrongIsTold) {
  Streets no_system;
  no_system.replace("case.toml", "\"people.csv\"", "\"people.shp\"");
  write_point(fs::path(no_system.path()) / "people.shp", 0, 36, 47);
  EXPECT_THAT(no_system.codes(), Contains("P156"));
  Streets two;
  two.replace("case.toml", "\"people.csv\"", "\"people.gpkg\"");
  write_point(fs::path(two.path()) / "people.gpkg", 4326, 36, 47, {"towns", "villages"});
  EXPECT_THAT(two.first("P157").why, "towns, villages");
  Streets metres;  // says nothing of its system, so GeoJSON is degrees
  metres.people("people.geojson", collection(feature(kTown, "Point", "[36,47]") + "," +
                                             feature(kTown, "Point", "[4007501.67,5942074.07]")));
  EXPECT_EQ(metres.first("P130").where, "people.geojson: feature 2");
  Streets swapped;
  swapped.people("people.geojson", collection(feature(kTown, "Point", "[47,36]")));
  EXPECT_THAT(swapped.codes(), Contains("P131"));
  Streets line;
  line.people("people.geojson", collection(feature(kTown, "LineString", "[[36,47],[36.01,47]]")));
  EXPECT_EQ(line.first("P152").problem, "the geometry is a line, not a point");
  Streets nowhere;
  nowhere.people("people.geojson",
                 collection("{\"type\":\"Feature\",\"properties\":{" + std::string(kTown) + "},\"geometry\":null}"));
  EXPECT_EQ(nowhere.first("P152").problem, "the geometry is missing, not a point");
  Streets broken;
  broken.people("people.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[");
  EXPECT_EQ(broken.first("P153").where, "people.geojson:2");
  Streets garbage;
  garbage.people("people.gpkg", "this is no database");
  EXPECT_THAT(garbage.codes(), ElementsAre("P155"));
  Streets column;
  column.people("people.geojson", collection(feature(std::string(kTown) + ",\"relaese\":\"\"", "Point", "[36,47]")));
  EXPECT_EQ(column.first("P105").suggestion, "did you mean \"release\"?");
  Streets table;
  table.file_key("boundaries = \"people.csv\"");
  EXPECT_THAT(table.codes(), ElementsAre("P155"));
  Streets polygon;
  polygon.replace("case.toml", "\"refuges.csv\"", "\"refuges.geojson\"");
  polygon.write("refuges.geojson",
                collection(feature(R"("id":"z","name":"Z","kind":"shelter","capacity_persons":"unlimited",)"
                                   R"("intake_persons_per_h":"unlimited","source":"made")",
                                   "Polygon", box(36, 46.9, 36.1, 47.1))));
  EXPECT_EQ(polygon.first("P152").problem, "the geometry is a polygon, not a point");
}

TEST(Layers, ABoundaryNamesTheDistrict) {
  Streets s;
  s.file_key("boundaries = \"districts.geojson\"");
  s.write("districts.geojson", collection(feature(R"("id":"west","name":"West","ADM2_PCODE":"UA01","source":"made")",
                                                  "Polygon", box(35.9, 46.9, 36.005, 47.1))));
  const Case c = s.read();
  EXPECT_EQ(c.origins[OriginId{0}].district, "west");
  EXPECT_EQ(c.origins[OriginId{0}].pcodes.at("adm2_pcode"), "UA01");
}

// From 35.995 to 36.015: all of a - b, half of b - c. Half a street's length inside counts for each end:
// a 400 m, b 400 + 200, c 200; of 120 people 40, 60 and 20.
TEST(Streets, PeopleOfAPolygonStandAlongThem) {
  const std::string town = collection(feature(kTown, "Polygon", box(35.995, 46.99, 36.015, 47.01)));
  Streets each;
  each.people("town.geojson", town).rule("gather_m = 0");
  const Case c = each.read();
  EXPECT_THAT(persons_of(c), ElementsAre(Persons2{"town.1", 40}, Persons2{"town.2", 60}, Persons2{"town.3", 20}));
  EXPECT_EQ(c.network.node_name[c.origins[OriginId{2}].car_node], "c");
  EXPECT_EQ(c.origins[OriginId{2}].district, "town");
  EXPECT_EQ(each.first("P219").problem, "where the 120 people of 1 polygon live is made up");
  EXPECT_EQ(each.first("P219").persons, 120);
  Streets together;
  together.people("town.geojson", town).rule("gather_m = 50000");
  const Case one = together.read();
  EXPECT_THAT(persons_of(one), ElementsAre(Persons2{"town.1", 120}));
  EXPECT_EQ(one.network.node_name[one.origins[OriginId{0}].car_node], "b");  // where most of them are
}

// Of 120, 0.7 move: 84; of those 0.5 by car: 42. Over 40, 60, 20: 28, 42, 14 move, 14, 21, 7 drive.
TEST(Streets, SharesAreThoseOfThePolygon) {
  Streets s;
  s.people("town.geojson", collection(feature(kTown, "Polygon", box(35.995, 46.99, 36.015, 47.01))));
  s.rule("gather_m = 0").replace("case.toml", "[behaviour]", "[behaviour]\nuptake_share = 0.7\ncar_share = 0.5");
  const Case c = s.read();
  ASSERT_EQ(c.origins.size(), 3u);
  std::vector<std::int64_t> staying, by_car, on_foot;
  for (const Origin& o : c.origins) {
    staying.push_back(o.staying.count());
    by_car.push_back(o.by_car.count());
    on_foot.push_back(o.on_foot.count());
  }
  EXPECT_THAT(staying, ElementsAre(12, 18, 6));
  EXPECT_THAT(by_car, ElementsAre(14, 21, 7));
  EXPECT_THAT(on_foot, ElementsAre(14, 21, 7));
}

// Two districts drawn over each other from 36.005 to 36.015: 100 live in both, and count in the first.
TEST(Boundaries, WhereTheyOverlapPeopleCountInTheFirst) {
  const auto district = [](const char* id, const char* name, double west, double east) {
    return feature(fmt::format(R"("id":"{}","name":"{}","source":"made")", id, name), "Polygon",
                   box(west, 46.99, east, 47.01));
  };
  Streets s;
  s.file_key("boundaries = \"districts.geojson\"");
  s.write("districts.geojson",
          collection(district("west", "West", 35.99, 36.015) + "," + district("east", "East", 36.005, 36.04)));
  s.write("people.csv", "id,name,node,persons,source\np,P,a,120,made\nq,Q,b,100,made\nr,R,c,7,made\n");
  EXPECT_EQ(s.first("P222").persons, 100);
  const Case c = s.read();
  EXPECT_EQ(c.origins[OriginId{1}].district, "west");
  EXPECT_EQ(c.origins[OriginId{2}].district, "east");
  // Neighbours that share a border share nobody.
  s.write("districts.geojson",
          collection(district("west", "West", 35.99, 36.01) + "," + district("east", "East", 36.01, 36.04)));
  EXPECT_THAT(s.codes(), testing::Not(Contains("P222")));
}

TEST(Streets, WithoutResidentialOnesAnyRoadAndElseTheMiddle) {
  Streets road;
  road.people("town.geojson", collection(feature(kTown, "Polygon", box(36.025, 46.99, 36.035, 47.01))));
  EXPECT_THAT(road.first("P220").why, HasSubstr("other roads"));
  Streets none;
  none.people("town.geojson", collection(feature(kTown, "Polygon", box(36.00, 47.10, 36.02, 47.12))));
  EXPECT_THAT(none.first("P220").why, HasSubstr("middle"));
  EXPECT_THAT(none.codes(), Contains("P202"));  // 11 km from the roads, and still in the totals
  EXPECT_EQ(none.read().origins[OriginId{0}].persons, Persons{120});
}

TEST(Raster, PeopleOfCellsStandInTheirDistricts) {
  Population s;
  s.rule("gather_m = 0");
  const Case c = s.read();
  EXPECT_THAT(persons_of(c),
              ElementsAre(Persons2{"west.1", 2}, Persons2{"west.2", 2}, Persons2{"west.3", 1}, Persons2{"east.1", 1}));
  EXPECT_EQ(c.origins[OriginId{1}].position, network::Coordinate::of(47.00, 36.01));
  EXPECT_EQ(c.origins[OriginId{3}].district, "all");
  EXPECT_EQ(c.origins[OriginId{3}].source, "made");
  EXPECT_EQ(s.first("P217").persons, 1);
  EXPECT_EQ(s.first("P221").persons, 6);
}

// Nobody can leave from the three places of west within a metre: told once, with all 5 of their people.
TEST(Raster, WhatHoldsForManyPlacesIsToldOnce) {
  Population s;
  s.rule("gather_m = 0").rule("snap_m = 1");
  s.replace("nodes.csv", "a,47.00", "a,47.01").replace("nodes.csv", "b,47.00", "b,47.01");
  s.replace("roads.csv", "ab,a,b,800", "ab,a,b,1800").replace("roads.csv", "bc,b,c,800", "bc,b,c,1800");
  const Problem far = s.first("P202");
  EXPECT_EQ(far.persons, 5);
  EXPECT_THAT(far.problem, HasSubstr("and so for 2 more places"));
  EXPECT_EQ(s.codes().count("P202"), 2u);  // west, and the one place of east
}

TEST(Raster, CellsOfASquareAreOneOrigin) {
  Population s;
  s.rule("gather_m = 50000");
  EXPECT_THAT(persons_of(s.read()), ElementsAre(Persons2{"west.1", 5}, Persons2{"east.1", 1}));
}

TEST(Raster, WhatIsWrongIsTold) {
  EXPECT_THAT(Population(false).codes(), ElementsAre("P158"));
  EXPECT_THAT(Population(true, 2).codes(), ElementsAre("P159"));
  EXPECT_THAT(Population(true, 1, 0).codes(), ElementsAre("P156"));
  Population metres(true, 1, 3857);  // then all cells lie off the coast of Africa
  EXPECT_THAT(metres.codes(), ElementsAre("P161"));
  Population no_boundaries;
  no_boundaries.replace("case.toml", "boundaries = \"districts.geojson\"\npeople_source = \"made\"", "");
  EXPECT_THAT(no_boundaries.codes(), testing::UnorderedElementsAre("P106", "P160"));
  Population truncated;
  std::string bytes = read_file(fs::path(truncated.path()) / "people.tif");
  truncated.write("people.tif", bytes.substr(0, 100));
  EXPECT_THAT(truncated.codes(), ElementsAre("P155"));
}

TEST(Gathered, TheHeaviestOfASquareSpeaksForIt) {
  const auto at = [](double lat, double lon) { return network::Coordinate::of(lat, lon); };
  const auto out = gathered(
      {{at(47.0001, 36.0), 1}, {at(47.0002, 36.0), 3}, {at(47.0003, 36.0), 2}, {at(47.1, 36), 5}, {at(48, 36), 0}},
      Metres{5000});
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].position, at(47.1, 36));  // from the north
  EXPECT_EQ(out[1].position, at(47.0002, 36));
  EXPECT_EQ(out[1].weight, 6);
}

}  // namespace
}  // namespace passage::casefile
