// Layers as other programs write them: what of a feature is taken, and what is told.
#include "geodata/features.h"

#include <fmt/format.h>
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

TEST(Kml, CellsOfASchemaAreAsTheyAreWritten) {
  for (const char* type : {"int", "uint", "short", "float", "double", "bool"})
    for (const char* text : {"1 500", "3.000", "many", "3000000000"}) {
      const Read people =
          read("people.kml",
               kml(fmt::format(R"(<ExtendedData><SchemaData schemaUrl="#s">)"
                               R"(<SimpleData name="persons">{}</SimpleData></SchemaData></ExtendedData>)",
                               text),
                   fmt::format(R"(<Schema name="s" id="s"><SimpleField type='{}' name="persons"/></Schema>)", type)));
      EXPECT_THAT(people.cells({"persons"}), ElementsAre(text)) << type;
    }
}

std::string placemark(const std::string& name) {
  return "<Placemark><name>" + name + "</name><Point><coordinates>36,47</coordinates></Point></Placemark>";
}
std::string folder(const std::string& name, const std::string& inside) {
  return "<Folder><name>" + name + "</name>" + inside + "</Folder>";
}

TEST(Kml, FoldersInsideTheLayerBelongToIt) {
  const auto people = [](const std::string& inside) {
    return read("people.kml",
                R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)" +
                    inside + "</Document></kml>");
  };
  const auto names = [](const Read& read) {
    std::vector<std::string> out;
    for (const Feature& feature : read.layer->features) out.push_back(feature.fields.at(0));
    return out;
  };
  const std::string deep = folder("south", placemark("B") + folder("east", placemark("C"))) + placemark("D");
  const Read document = people("<name>people</name>" + placemark("A") + deep);
  EXPECT_THAT(names(document), ElementsAre("A", "B", "C", "D"));
  EXPECT_THAT(document.codes(), IsEmpty());
  const Read empty = people("<name>people</name>" + folder("south", placemark("B")) + folder("north", placemark("C")));
  EXPECT_THAT(names(empty), ElementsAre("B", "C"));
  const Read beside = people(folder("people", placemark("A") + deep) + folder("old", placemark("E")));
  EXPECT_THAT(names(beside), ElementsAre("A", "B", "C", "D"));
  EXPECT_THAT(beside.codes(), ElementsAre("P227"));
  EXPECT_THAT(beside.problems.list()[0].why, HasSubstr("old (1 feature)"));
  const Read whole_case = people("<name>people</name>" + placemark("A") + folder("refuges", placemark("Z")));
  EXPECT_THAT(names(whole_case), ElementsAre("A"));
  EXPECT_THAT(whole_case.codes(), IsEmpty());
}

TEST(Gml, CellsAreAsTheyAreWritten) {
  const TempFolder folder;
  const auto people = [&](const std::string& persons) {
    Read out;
    out.layer = read_features(
        folder.write("people.gml",
                     R"(<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" )"
                     R"(xmlns:gml="http://www.opengis.net/gml/3.2"><ogr:featureMember><ogr:people gml:id="p.0">)"
                     R"(<ogr:g><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>47 36</gml:pos></gml:Point>)"
                     R"(</ogr:g><ogr:persons>)" +
                         persons + R"(</ogr:persons></ogr:people></ogr:featureMember></ogr:FeatureCollection>)"),
        "people", "people.gml", out.problems);
    return out;
  };
  for (const char* persons : {"3.000", "1 500", "500"})
    EXPECT_THAT(people(persons).cells({"persons"}), ElementsAre(persons));
  EXPECT_FALSE(std::filesystem::exists(folder / "people.gfs"));  // GDAL leaves none there
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
