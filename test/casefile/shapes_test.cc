// Areas, boundaries and places as other programs draw and export them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tables/column_names.h"
#include "test/casefile/layers.h"

namespace passage::casefile {

using scenario::Case;

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

constexpr const char* kShelling = R"("id":"shelling","source":"made","closed":true)";

// Streets with one danger.
class Shelled : public Streets {
 public:
  Shelled(const std::string& type, const std::string& coordinates, const std::string& properties = kShelling) {
    file_key("dangers = \"dangers.geojson\"");
    write("dangers.geojson", collection(feature(properties, type, coordinates)));
  }
  // Ids of the roads it touches, each once, with the share in thousandths.
  [[nodiscard]] std::vector<std::string> touched() const {
    const Case c = read();
    std::vector<std::string> out;
    for (const scenario::Danger::Touched& side : c.dangers.at(0).touched)
      if (side.side.direction == network::Direction::kForward)
        out.push_back(fmt::format("{} {:.0f}", c.network.road_id[side.side.road], side.share * 1000));
    return out;
  }
};

TEST(Dangers, PartsThatOverlapAreJoined) {
  const std::string west = box(35.99, 46.99, 36.015, 47.01), east = box(36.005, 46.99, 36.025, 47.01);
  const Shelled strikes("MultiPolygon", "[" + west + "," + east + "]");
  EXPECT_THAT(strikes.touched(), ElementsAre("ab 1000", "bc 1000", "cd 500"));
  EXPECT_EQ(strikes.first("P224").where, "dangers.geojson: feature 1");
  EXPECT_EQ(strikes.read().dangers[0].rings.size(), 1);
}

TEST(Dangers, TwoThatOverlapAreTwo) {
  Shelled strikes("Polygon", box(35.99, 46.99, 36.015, 47.01));
  strikes.write("dangers.geojson", collection(feature(kShelling, "Polygon", box(35.99, 46.99, 36.015, 47.01)) + "," +
                                              feature(R"("id":"more","source":"made","closed":true)", "Polygon",
                                                      box(36.005, 46.99, 36.025, 47.01))));
  const Case c = strikes.read();
  EXPECT_EQ(c.dangers[0].touched.size(), 4);
  EXPECT_EQ(c.dangers[1].touched.size(), 6);
  EXPECT_THAT(strikes.codes(), Not(Contains("P224")));
}

TEST(Dangers, AHoleIsOutside) {
  const Shelled shelled("Polygon",
                        "[[[35.9,46.9],[36.025,46.9],[36.025,47.1],[35.9,47.1],[35.9,46.9]],"
                        "[[36.005,46.99],[36.015,46.99],[36.015,47.01],[36.005,47.01],[36.005,46.99]]]");
  EXPECT_THAT(shelled.touched(), ElementsAre("ab 500", "bc 500", "cd 500"));
}

TEST(Dangers, ARoadAlongTheEdgeIsInsideOneThatTouchesItIsNot) {
  EXPECT_THAT(Shelled("Polygon", box(36.01, 47, 36.02, 47.1)).touched(), ElementsAre("bc 1000"));
}

TEST(Dangers, LinesOfSeveralParts) {
  const Shelled lines("MultiLineString", "[[[36.005,46.99],[36.005,47.01]],[[36.025,47],[36.025,47.01]]]");
  EXPECT_THAT(lines.touched(), ElementsAre("ab 1000", "cd 1000"));
}

TEST(Dangers, APolygonThatShutsNothingInIsAnError) {
  const Shelled flat("Polygon", "[[[36,47],[36.1,47],[36.2,47],[36,47]]]");
  EXPECT_THAT(flat.first("P152").problem, HasSubstr("shuts nothing in"));
}

TEST(Dangers, RoadsNeedNoGeometryAndNothingElseGoesWithout) {
  Shelled roads("Polygon", "[]");
  roads.write("dangers.geojson", collection("{\"type\":\"Feature\",\"properties\":{" + std::string(kShelling) +
                                            ",\"roads\":\"ab cd\"},\"geometry\":null}"));
  EXPECT_THAT(roads.touched(), ElementsAre("ab 1000", "cd 1000"));
  roads.write("dangers.geojson",
              collection("{\"type\":\"Feature\",\"properties\":{" + std::string(kShelling) + "},\"geometry\":null}"));
  EXPECT_THAT(roads.first("P152").problem, HasSubstr("the geometry is missing, not a polygon or line"));
}

TEST(Dangers, NoneIsNoDanger) {
  Shelled none("Polygon", "[]");
  none.write("dangers.geojson", collection(""));
  EXPECT_THAT(none.read().dangers, IsEmpty());
}

TEST(Dangers, AnyLayer) {
  for (const char* file : {"dangers.gpkg", "dangers.shp", "dangers.kml", "dangers.fgb"}) {
    Streets streets;
    streets.file_key("dangers = \"" + std::string(file) + "\"");
    write_danger(fs::path(streets.path()) / file,
                 "POLYGON ((36.005 46.99, 36.015 46.99, 36.015 47.01, 36.005 47.01, 36.005 46.99))");
    const Case c = streets.read();
    ASSERT_EQ(c.dangers.size(), 1) << file;
    EXPECT_EQ(c.dangers[0].touched.size(), 4) << file;
    EXPECT_FALSE(c.dangers[0].closed) << file;
    EXPECT_EQ(c.dangers[0].exposure_per_person_h, Rational::of(1, 4)) << file;
  }
  Streets table;
  table.file_key("dangers = \"people.csv\"");
  EXPECT_THAT(table.codes(), ElementsAre("P155"));
}

TEST(Dangers, ClosedAsLayersSayIt) {
  for (const auto& [text, closed] : std::vector<std::pair<std::string, bool>>{
           {"true", true}, {"\"1\"", true}, {"\"T\"", true}, {"\"Yes\"", true}, {"false", false}, {"0", false}}) {
    const Shelled shelled("Polygon", box(36, 46, 37, 48),
                          R"("id":"d","source":"made","exposure_per_person_h":1,"closed":)" + text);
    EXPECT_EQ(shelled.problems().size(), 1);  // the refuge lies inside
    Shelled away("Polygon", box(36, 46, 36.02, 48),
                 R"("id":"d","source":"made","exposure_per_person_h":1,"closed":)" + text);
    EXPECT_EQ(away.read().dangers[0].closed, closed) << text;
  }
  EXPECT_EQ(
      Shelled("Polygon", box(36, 46, 37, 48), R"("id":"d","source":"made","closed":"perhaps")").first("P113").where,
      "dangers.geojson: feature 1");
}

// Roads that are named and an area that is drawn: both, and each road once.
TEST(Dangers, OfAnAreaAndNamedRoads) {
  const std::string names = R"("id":"d","source":"made","exposure_per_person_h":1,"roads":")";
  const auto touched = [&](const std::string& roads, const std::string& shape, const std::string& coordinates) {
    const Case c = Shelled(shape.c_str(), coordinates, names + roads + "\"").read();
    std::map<std::string, double> out;
    for (const scenario::Danger::Touched& one : c.dangers[0].touched)
      out[std::string(c.network.road_id[one.side.road])] += one.share;
    return out;
  };
  const auto both = touched("bc", "Polygon", box(35.99, 46.9, 36.005, 47.1));               // over half of ab
  EXPECT_THAT(both, ElementsAre(Pair("ab", testing::DoubleNear(1, 1e-3)), Pair("bc", 2)));  // both directions
  EXPECT_THAT(touched("ab ab", "Polygon", box(35.99, 46.9, 36.005, 47.1)), ElementsAre(Pair("ab", 2)));
  EXPECT_EQ(Shelled("Point", "[36,47]", names + "bc\"").first("P152").where, "dangers.geojson: feature 1");
}

TEST(Boundaries, OfHdxAsTheyAre) {
  Streets hdx;
  hdx.file_key("boundaries = \"adm2.geojson\"\nboundaries_source = \"made\"");
  hdx.write("adm2.geojson",
            collection(feature(R"("OBJECTID":1,"Shape_Leng":2.5,"ADM2_UK":"Запоріжжя","ADM2_EN":"Zaporizhzhia",)"
                               R"("ADM2_PCODE":"UA2306","ADM1_EN":"Region","ADM1_PCODE":"UA23","ADM0_PCODE":"UA",)"
                               R"("date":"2020/01/01","validOn":"2020/02/02","AREA_SQKM":5.5)",
                               "MultiPolygon",
                               fmt::format("[{},{}]", box(35.9, 46.9, 36.01, 47.1), box(36, 46.9, 36.1, 47.1)))));
  EXPECT_THAT(hdx.codes(), ElementsAre("P224"));
  const Case c = hdx.read();
  EXPECT_EQ(c.origins.begin()->district, "UA2306");
  EXPECT_EQ(c.origins.begin()->pcodes.at("adm2_pcode"), "UA2306");
  Streets no_source;
  no_source.file_key("boundaries = \"adm1.geojson\"");
  no_source.write("adm1.geojson", collection(feature(R"("shapeName":"Zaporizhzhia","shapeID":"17-B4","distrct":"x")",
                                                     "Polygon", box(35.9, 46.9, 36.1, 47.1))));
  EXPECT_THAT(no_source.codes(), ElementsAre("P105", "P107"));
}

TEST(Boundaries, APlaceOnAnEdgeCountsInTheFirstThatHasIt) {
  Streets two;
  two.file_key("boundaries = \"d.geojson\"");
  two.write("d.geojson",
            collection(feature(R"("id":"w","name":"W","source":"made")", "Polygon", box(35, 46, 36, 48)) + "," +
                       feature(R"("id":"e","name":"E","source":"made")", "Polygon", box(36, 46, 37, 48))));
  EXPECT_EQ(two.read().origins.begin()->district, "w");
  EXPECT_THAT(two.codes(), Not(Contains("P222")));
}

TEST(ColumnNames, OfBoundaries) {
  const auto names = [](const std::vector<std::string>& header) {
    const tables::BoundaryColumns columns = tables::boundary_columns(header);
    return columns.id + " " + columns.name;
  };
  EXPECT_EQ(names({"ADM1_EN", "ADM1_PCODE", "ADM2_UK", "ADM2_EN", "ADM2_PCODE"}), "ADM2_PCODE ADM2_EN");
  EXPECT_EQ(names({"admin2Name_uk", "admin2Name_en", "admin2Pcode", "admin1Pcode"}), "admin2Pcode admin2Name_en");
  EXPECT_EQ(names({"adm3_name1", "adm3_name", "adm3_pcode"}), "adm3_pcode adm3_name");
  EXPECT_EQ(names({"shapeISO", "shapeID", "shapeName"}), "shapeID shapeName");
  EXPECT_EQ(names({"admin1Pcod", "admin1Name"}), "admin1Pcod admin1Name");  // of a shapefile
  EXPECT_EQ(names({"id", "name"}), " ");
}

TEST(ColumnNames, BookkeepingOfMapProgramsIsPassedOver) {
  Streets table;
  table.write("people.csv",
              "fid,OBJECTID,id,name,node,persons,source,Shape_Area,layer,path\n1,1,p,P,a,120,made,2,x,y\n");
  EXPECT_THAT(table.codes(), IsEmpty());
  Streets layer;
  layer.people("people.geojson", collection(feature(R"("fid":1,"ogc_fid":1,"gml_id":"x","tessellate":-1,"ID":"x",)"
                                                    R"("Name":"X","persons":30,"source":"made")",
                                                    "Point", "[36,47]")));
  EXPECT_THAT(layer.codes(), IsEmpty());
  EXPECT_EQ(layer.read().origins.begin()->name, "X");
}

TEST(Places, ZeroZeroIsFarFromTheRoadsLikeAnyOther) {
  Streets people;
  people.write("people.csv", "id,name,lat,lon,persons,source\na,A,47,36,500,made\nb,B,0,0,700,made\n");
  EXPECT_EQ(people.first("P202").persons, 700);
  Streets refuge;
  refuge.write("refuges.csv",
               "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\n"
               "z,Z,shelter,47,36.03,unlimited,unlimited,made\no,O,shelter,0,0,unlimited,unlimited,made\n");
  EXPECT_EQ(refuge.first("P150").where, "refuges.csv:3");
  Streets layer;
  layer.people("people.geojson",
               collection(feature(R"("id":"a","name":"A","persons":7,"source":"made")", "Point", "[36,47]") + "," +
                          feature(R"("id":"b","name":"B","persons":700,"source":"made")", "Point", "[0,0]")));
  EXPECT_EQ(layer.first("P202").persons, 700);
  Streets unreadable;  // told once, and not as a place far away
  unreadable.write("people.csv", "id,name,lat,lon,persons,source\na,A,47,36,500,made\nb,B,91,0,700,made\n");
  EXPECT_THAT(unreadable.codes(), ElementsAre("P130"));
}

TEST(Places, RoadsOfAnotherCountryAreOneError) {
  Streets far;
  far.write("people.csv", "id,name,lat,lon,persons,source\na,Alfa,35.9,14.4,500,made\nb,B,35.8,14.5,700,made\n");
  far.write("refuges.csv",
            "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\n"
            "z,Z,shelter,40,20,unlimited,unlimited,made\n");
  EXPECT_THAT(far.codes(), ElementsAre("P167"));
  EXPECT_THAT(far.first("P167").problem, HasSubstr("the roads are elsewhere: 1,503 km"));
  EXPECT_THAT(far.first("P167").why, HasSubstr("\"z\" at 40.0000, 20.0000"));
  Streets near;  // one town alone
  near.write("people.csv", "id,name,lat,lon,persons,source\na,Alfa,35.9,14.4,500,made\n");
  EXPECT_THAT(near.codes(), Not(Contains("P167")));
  EXPECT_EQ(near.first("P202").persons, 500);
}

TEST(Places, NearTheRoadOverThe180thMeridian) {
  Streets fiji;
  fiji.write("nodes.csv", "id,lat,lon\na,-16.8,179.95\nb,-16.8,179.99\nc,-16.8,-179.99\nd,-16.8,-179.95\n");
  fiji.write("roads.csv",
             "id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,source\n"
             "ab,a,b,4300,50,600,no,made\nbc,b,c,2200,50,600,no,made\ncd,c,d,4300,50,600,no,made\n");
  fiji.write("people.csv", "id,name,lat,lon,persons,source\np,P,-16.8,-179.999,120,made\n");
  fiji.rule("snap_m = 1500");
  fiji.file_key("dangers = \"dangers.geojson\"");
  const auto danger = [&](double west, double east) {
    fiji.write("dangers.geojson", collection(feature(kShelling, "Polygon", box(west, -16.9, east, -16.7))));
    const Case c = fiji.read();
    EXPECT_EQ(c.network.node_name[c.origins.begin()->car_node], "c");
    return c.dangers[0].touched.size();
  };
  EXPECT_EQ(danger(178, 178.5), 0);
  EXPECT_EQ(danger(0, 10), 0);
  EXPECT_EQ(danger(179.995, 180), 2);
  EXPECT_EQ(danger(-180, -179.995), 2);
  EXPECT_EQ(danger(179.995, -179.995), 2);
  EXPECT_EQ(danger(179.995, 180.005), 2);
  EXPECT_THAT(fiji.codes(), ElementsAre("P225"));  // of the last, which is drawn over it
}

}  // namespace
}  // namespace passage::casefile
