// Layers as other programs write them: what of a feature is taken, and what is told.
#include "geodata/features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geodata/kml_columns.h"
#include "test/geodata/temp_folder.h"

namespace passage::geodata {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

struct Read {
  std::optional<FeatureLayer> layer;
  Problems problems;
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Problem& problem : problems.list()) out.push_back(problem.code);
    return out;
  }
  // The cells of the first feature under these columns; "?" where there is no such column.
  [[nodiscard]] std::vector<std::string> cells(const std::vector<std::string>& columns) const {
    std::vector<std::string> out;
    for (const std::string& column : columns) {
      const auto found = std::find(layer->columns.begin(), layer->columns.end(), column);
      out.push_back(found == layer->columns.end()
                        ? "?"
                        : layer->features.at(0).fields.at(static_cast<std::size_t>(found - layer->columns.begin())));
    }
    return out;
  }
};

Read read(const std::string& file, const std::string& text) {
  const TempFolder folder;
  Read out;
  out.layer = read_features(folder.write(file, text), "people", file, out.problems);
  return out;
}
Read read_geometry(const std::string& geometry) {
  return read("x.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a"},)"
                           R"("geometry":)" +
                               geometry + "}]}");
}
const Drawn& drawn(const Read& read) {
  return read.layer->features.at(0).drawn;
}

TEST(Features, PolygonsInACollectionAreOneArea) {
  const Read two =
      read_geometry(R"({"type":"GeometryCollection","geometries":[)"
                    R"({"type":"Polygon","coordinates":[[[36,47,5],[37,47,5],[37,48,5],[36,48,5],[36,47,5]]]},)"
                    R"({"type":"MultiPolygon","coordinates":[[[[36.5,47],[38,47],[38,48],[36.5,48],[36.5,47]]]]}]})");
  EXPECT_THAT(two.codes(), ElementsAre("P224"));
  EXPECT_EQ(two.problems.list()[0].where, "x.geojson: feature 1");
  EXPECT_EQ(drawn(two).kind, ShapeKind::kPolygon);
  EXPECT_TRUE(drawn(two).shape.holds({367'500'000, 475'000'000}));
}

TEST(Features, WhatIsNoShapeIsTold) {
  for (const char* geometry :
       {R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[36,47]},)"
        R"({"type":"LineString","coordinates":[[36,47],[37,47]]}]})",
        R"({"type":"MultiPoint","coordinates":[[36,47],[37,47]]})", R"({"type":"Polygon","coordinates":[]})",
        R"({"type":"MultiPolygon","coordinates":[]})", R"({"type":"GeometryCollection","geometries":[]})",
        R"({"type":"Polygon","coordinates":[[[36,47],[37,47],[36,47]]]})",
        R"({"type":"Polygon","coordinates":[[[36,47],[37,47],[38,47],[36,47]]]})"}) {
    const Read wrong = read_geometry(geometry);
    EXPECT_THAT(wrong.codes(), testing::IsSubsetOf({"P152", "P224"})) << geometry;
    EXPECT_EQ(drawn(wrong).kind, ShapeKind::kNone) << geometry;
    EXPECT_EQ(drawn(wrong).refused, !wrong.codes().empty()) << geometry;
  }
}

TEST(Features, NoGeometryIsNoFaultOfTheLayer) {
  const Read none = read_geometry("null");
  EXPECT_THAT(none.codes(), IsEmpty());
  EXPECT_FALSE(drawn(none).refused);
}

TEST(Features, LongitudesOf0To360AreBroughtHome) {
  const Read west = read_geometry(R"({"type":"Point","coordinates":[182.5,-17]})");
  EXPECT_EQ(drawn(west).parts[0][0], (LayerPoint{-1'775'000'000, -170'000'000}));
  EXPECT_THAT(read_geometry(R"({"type":"Point","coordinates":[361,-17]})").codes(), ElementsAre("P130"));
}

TEST(Features, TruthIsAWord) {
  const Read closed =
      read("x.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"closed":true},)"
                        R"("geometry":null}]})");
  EXPECT_THAT(closed.cells({"closed"}), ElementsAre("true"));
}

std::string kml(const std::string& placemark, const std::string& schema = "") {
  return R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>people</name>)" +
         schema + "<Placemark><name>Alfa</name>" + placemark +
         "<Point><coordinates>36.0,47.0,0</coordinates></Point></Placemark></Document></kml>";
}
const std::vector<std::string> kColumns{"id", "name", "persons", "source"};

TEST(Kml, ColumnsOfData) {
  const Read people = read("people.kml", kml(R"(<ExtendedData><Data name="id"><value>a</value></Data>)"
                                             R"(<Data name="persons"><value>500</value></Data>)"
                                             R"(<Data name="source"><value>made</value></Data></ExtendedData>)"));
  EXPECT_THAT(people.cells(kColumns), ElementsAre("a", "Alfa", "500", "made"));
  EXPECT_EQ(drawn(people).kind, ShapeKind::kPoint);
}

TEST(Kml, ColumnsOfASchema) {
  const Read people =
      read("people.kml",
           kml(R"(<description>a village</description><ExtendedData><SchemaData schemaUrl="#s">)"
               R"(<SimpleData name="id">a</SimpleData><SimpleData name="persons">500</SimpleData>)"
               R"(<SimpleData name="source">made</SimpleData></SchemaData></ExtendedData>)",
               R"(<Schema name="s" id="s"><SimpleField name="id" type="string"/>)"
               R"(<SimpleField name="persons" type="int"/><SimpleField name="source" type="string"/></Schema>)"));
  EXPECT_THAT(people.cells(kColumns), ElementsAre("a", "Alfa", "500", "made"));
  EXPECT_THAT(people.cells({"description", "tessellate", "Name"}), ElementsAre("?", "?", "?"));
}

TEST(Kml, ColumnsOfATableInTheDescription) {
  const Read people =
      read("people.kml", kml("<description><![CDATA[<html><table border=\"1\"><tr><th>field</th></tr>"
                             "<tr><td>id</td><td>a</td></tr><tr bgcolor=\"#fff\"><TD>persons</TD>"
                             "<TD>500</TD></tr><tr><td>source<td>made</table></html>]]></description>"));
  EXPECT_THAT(people.cells(kColumns), ElementsAre("a", "Alfa", "500", "made"));
}

TEST(Kml, WithoutColumnsThereIsAName) {
  EXPECT_THAT(read("people.kml", kml("")).layer->columns, ElementsAre("name"));
}

TEST(Kml, CellsOfHtml) {
  EXPECT_THAT(table_cells("<table><tr><td>A &amp; B</td><td><b>1</b> &lt; 2</td></tr></table>"),
              ElementsAre(Pair("A & B", "1 < 2")));
  EXPECT_THAT(table_cells("<table><tr><td><table><tr><td>id</td><td>7</td></tr></table></td></tr></table>"),
              ElementsAre(Pair("id", "7")));
  EXPECT_THAT(table_cells("<td>a<td"), IsEmpty());
  EXPECT_THAT(table_cells("no table < at all"), IsEmpty());
}

}  // namespace
}  // namespace passage::geodata
