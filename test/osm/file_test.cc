#include "osm/file.h"

#include <zlib.h>

#include "core/file.h"
#include "test/osm/text.h"

namespace passage::osm {
namespace {

ImportedRoads import_whole(const std::string& content, const char* ending = ".osm") {
  const TemporaryFile file(content, ending);
  return import_osm(file.path(), RoadModel::standard(), jobs::Task());
}
std::string in_osm(const std::string& objects) {
  return "<osm version=\"0.6\">" + objects + "</osm>";
}
// A road from n2 on to n3, as a version of way 20.
std::string road(const std::string& attributes, const std::string& with) {
  return "<way id=\"20\" " + attributes + "><nd ref=\"2\"/><nd ref=\"3\"/>" + with + "</way>";
}
const std::string kPrimary = tags({{"highway", "primary"}});
const Arcs kOnly12{"n1>n2 cf", "n2>n1 cf"}, kBoth{"n1>n2 cf", "n2>n1 cf", "n2>n3 cf", "n3>n2 cf"};

Problem first_problem(const std::string& content, const char* ending = ".osm") {
  try {
    (void)import_whole(content, ending);
  } catch (const InputError& error) {
    return error.problems().at(0);
  }
  return {};
}
std::string packed(const std::string& content) {
  const TemporaryFile file("", ".gz");
  gzFile out = gzopen(file.path().c_str(), "wb");
  gzwrite(out, content.data(), static_cast<unsigned>(content.size()));
  gzclose(out);
  return read_file(file.path());
}
std::string findings(const ImportedRoads& roads) {
  std::string out;
  for (const Problem& p : roads.meta.findings) out += p.code + ": " + p.problem + " -> " + p.where + "\n";
  return out;
}

TEST(OsmFile, WhatAnEditorDeletedIsLeftOut) {
  const std::string first = way(10, {1, 2}, kPrimary);
  for (const char* mark : {"action='delete' visible='true'", "visible=\"false\"", "version='3' action=\"delete\""}) {
    const ImportedRoads roads = import_text(first + road(mark, kPrimary));
    EXPECT_EQ(arcs(roads.network), kOnly12) << mark;
    EXPECT_EQ(count_of(roads.meta, "ways that are deleted, left out"), 1);
    EXPECT_NE(findings(roads).find("P313: marked as deleted: 1 way"), std::string::npos) << findings(roads);
  }
  EXPECT_EQ(arcs(import_text(first + road("action='modify' version='3'", kPrimary)).network), kBoth);
}

TEST(OsmFile, ADeletedRestrictionForbidsNothing) {
  const std::string roads = way(1, {1, 2}, kPrimary) + way(2, {2, 3}, kPrimary);
  EXPECT_EQ(steps(import_text(roads + restriction(9, "no_straight_on", 1, "node", 2, 2)).network, "n1", "n3"), -1);
  std::string deleted = restriction(9, "no_straight_on", 1, "node", 2, 2);
  deleted.insert(deleted.find(" id="), " action=\"delete\"");
  EXPECT_EQ(steps(import_text(roads + deleted).network, "n1", "n3"), 2);
}

TEST(OsmFile, ARoadIsCutAtADeletedNode) {
  const ImportedRoads roads = import_whole(
      in_osm("<node id=\"1\" lat=\"0\" lon=\"0\"/><node id=\"2\" lat=\"0\" lon=\"0.01\"/><node id=\"3\" lat=\"0\" "
             "lon=\"0.02\" action=\"delete\"/><node id=\"4\" lat=\"0\" lon=\"0.03\"/><node id=\"5\" lat=\"0\" "
             "lon=\"0.04\"/>" +
             way(10, {1, 2, 3, 4, 5}, kPrimary)));
  EXPECT_EQ(arcs(roads.network), (Arcs{"n1>n2 cf", "n2>n1 cf", "n4>n5 cf", "n5>n4 cf"}));
  EXPECT_NE(findings(roads).find("P314: the road runs over node 3, which is deleted -> way 10"), std::string::npos);
}

TEST(OsmFile, WhatStandsThereTwiceIsTakenOnce) {
  const std::string objects = std::string(kNodes) + way(10, {1, 2}, kPrimary) + road("", kPrimary) +
                              restriction(9, "no_straight_on", 10, "node", 2, 20);
  const ImportedRoads once = import_whole(in_osm(objects)), twice = import_whole(in_osm(objects + objects));
  EXPECT_EQ(arcs(twice.network), arcs(once.network));
  EXPECT_EQ(twice.network.road_count(), once.network.road_count());
  EXPECT_EQ(count_of(twice.meta, kRestrictions), 1);
  EXPECT_EQ(count_of(twice.meta, "ways that stand in the file more than once"), 2);
  EXPECT_NE(findings(twice).find("P312: more than once in the file: 2 ways, 8 nodes, 1 relation"), std::string::npos)
      << findings(twice);
}

TEST(OsmFile, OfSeveralVersionsTheNewestHolds) {
  const std::string first = way(10, {1, 2}, kPrimary), gone = tags({{"razed:highway", "primary"}});
  // In any order, side by side or apart; a newest version without a highway is no road.
  EXPECT_EQ(arcs(import_text(first + road("version='1'", gone) + road("version='2'", kPrimary)).network), kBoth);
  EXPECT_EQ(arcs(import_text(first + road("version='2'", gone) + road("version='1'", kPrimary)).network), kOnly12);
  EXPECT_EQ(arcs(import_text(road("version='1'", kPrimary) + first + road("version='2'", gone)).network), kOnly12);
  // A full history: the last thing that happened to the bridge is that it was deleted.
  EXPECT_EQ(arcs(import_text(first + road("version='1' visible='true'", kPrimary) +
                             "<way id=\"20\" version=\"2\" visible=\"false\"/>")
                     .network),
            kOnly12);
  EXPECT_EQ(arcs(import_text(first + "<way id=\"20\" version=\"2\" visible=\"false\"/>" +
                             road("version='3' visible='true'", kPrimary))
                     .network),
            kBoth);
}

TEST(OsmFile, TwoCopiesOfOneVersionThatDifferAreRefused) {
  const std::string first = way(10, {1, 2}, kPrimary), track = tags({{"highway", "track"}});
  const auto refused = [](const std::string& objects) { return first_problem(in_osm(kNodes + objects)); };
  EXPECT_EQ(refused(first + road("version='4'", kPrimary) + road("version='4'", track)).code, "P311");
  const Problem p = refused(road("", kPrimary) + first + road("", track));
  EXPECT_EQ(p.code, "P311");
  EXPECT_NE(p.problem.find("way 20"), std::string::npos);
  EXPECT_NE(p.suggestion.find("osmium merge"), std::string::npos);
  EXPECT_EQ(refused(first + "<node id=\"1\" lat=\"1\" lon=\"0\"/>").problem,
            "node 1 stands in the file twice, with different contents");
}

TEST(OsmFile, OverpassWritesACopyWithoutTags) {
  // (way; relation;); out body; >; out skel qt; - a barrier's and a way's tags stand in their first copy alone.
  const ImportedRoads roads = import_whole(in_osm(
      "<node id=\"2\" lat=\"0\" lon=\"0.01\">" + tags({{"barrier", "block"}}) + "</node>" + way(10, {1, 2}, kPrimary) +
      road("", kPrimary) + kNodes + "<way id=\"20\"><nd ref=\"2\"/><nd ref=\"3\"/></way>"));
  EXPECT_EQ(steps(roads.network, "n1", "n3"), -1);
  EXPECT_EQ(steps(roads.network, "n1", "n3", Mode::kFoot), 2);
}

TEST(OsmFile, AnyOrderIsReadRight) {
  const std::string ways = way(20, {2, 3}, kPrimary) + way(10, {1, 2}, kPrimary);
  EXPECT_EQ(arcs(import_whole(in_osm(ways + kNodes)).network), kBoth);
  EXPECT_EQ(arcs(import_whole(in_osm("<node id=\"3\" lat=\"0\" lon=\"0.02\"/>" + ways +
                                     "<node id=\"1\" lat=\"0\" lon=\"0\"/><node id=\"2\" lat=\"0\" lon=\"0.01\"/>"))
                     .network),
            kBoth);
  // Nodes that an editor has made have negative ids.
  EXPECT_EQ(import_whole(in_osm("<node id=\"-1\" action=\"modify\" lat=\"0\" lon=\"0\"/><node id=\"-2\" "
                                "action=\"modify\" lat=\"0\" lon=\"0.01\"/><way id=\"-3\" action=\"modify\"><nd "
                                "ref=\"-1\"/><nd ref=\"-2\"/>" +
                                kPrimary + "</way>"))
                .network.road_count(),
            1u);
}

TEST(OsmFile, PlacesOfNodesMayStandInTheWays) {
  const char* geom =
      "<way id=\"10\"><nd ref=\"1\" lat=\"0\" lon=\"0\"/><nd ref=\"2\" lat=\"0\" lon=\"0.01\"/><nd ref=\"7\"/>";
  const ImportedRoads roads = import_whole(in_osm(geom + kPrimary + "</way>"));
  EXPECT_EQ(arcs(roads.network), kOnly12);
  EXPECT_EQ(count_of(roads.meta, "nodes of roads that are missing from the file"), 1);
  // A node with tags stands there by itself.
  const std::string block = "<node id=\"2\" lat=\"0\" lon=\"0.01\">" + tags({{"barrier", "block"}}) + "</node>";
  const std::string on = "<way id=\"20\"><nd ref=\"2\" lat=\"0\" lon=\"0.01\"/><nd ref=\"3\" lat=\"0\" lon=\"0.02\"/>";
  const ImportedRoads barred = import_whole(in_osm(block + geom + kPrimary + "</way>" + on + kPrimary + "</way>"));
  EXPECT_EQ(steps(barred.network, "n1", "n3"), -1);
}

TEST(OsmFile, ANodeAtTwoPlacesIsRefused) {
  const auto with_places = [](int id, const char* first, const char* second) {
    return fmt::format("<way id=\"{}\"><nd ref=\"{}\" {}/><nd ref=\"{}\" {}/>{}</way>", id, id / 10, first, id / 10 + 1,
                       second, kPrimary);
  };
  const std::string way10 = with_places(10, "lat='0' lon='0'", "lat='0' lon='0.01'");
  const Problem ways = first_problem(in_osm(way10 + with_places(20, "lat='0' lon='0.0150'", "lat='0' lon='0.02'")));
  EXPECT_EQ(ways.code, "P311");
  EXPECT_EQ(ways.problem, "node 2 stands in the file at two places");
  EXPECT_EQ(ways.why, "0,0.01 and, in way 20, 0,0.015");
  const Problem node = first_problem(in_osm("<node id='2' lat='0' lon='0.015'/>" + way10));
  EXPECT_EQ(node.code, "P311");
  EXPECT_EQ(node.why, "0,0.01 and, in node 2, 0,0.015");
  // The same place may be told as often as it likes.
  EXPECT_EQ(arcs(import_whole(in_osm("<node id='2' lat='0.0' lon='0.01'/>" + way10 +
                                     with_places(20, "lat='0' lon='0.0100'", "lat='0' lon='0.02'")))
                     .network),
            kBoth);
}

TEST(OsmFile, WhatIsNoSuchFileSaysWhatItIs) {
  struct Row {
    std::string content;
    const char *ending, *code, *why, *remedy;
  };
  const Row rows[] = {
      {"", ".osm.pbf", "P305", "it is empty", "download it again"},
      {"<!DOCTYPE html><html>busy</html>", ".osm.pbf", "P305", "web page", "browser"},
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html/>", ".osm",
       "P305", "web page", "browser"},
      {"{\"elements\": []}", ".osm", "P305", "JSON", "[out:xml]"},
      {"{\"elements\": []}", ".json", "P309", "JSON", "[out:xml]"},
      {"n1 v1 dV x36 y47\n", ".opl", "P309", "OPL", "osmium cat"},
      {std::string("\xFF\xE0\x04o5m2"), ".o5m", "P309", "o5m", "osmium cat"},
      {std::string("PK\x03\x04") + "x", ".osm.zip", "P309", "zip", "unzip"},
      {std::string("\xFD"
                   "7zXZ\0",
                   6),
       ".osm.xz", "P309", "xz", "xz -dk"},
      {std::string("\x1F\x8B\x08"), ".osm.pbf.gz", "P309", "packed already", "gunzip"},
      {"version https://git-lfs.github.com/spec/v1\n", ".osm.pbf", "P305", "Git LFS", "git lfs pull"},
      {"id,name\n", ".csv", "P309", "", ".osm.pbf"},
      {"<osmChange version=\"0.6\"><delete/></osmChange>", ".osc", "P305", "file of changes", "osmium apply-changes"},
      {"<osm version=\"0.6\"><action type=\"modify\"><old><way id=\"1\"><nd ref=\"1\"/></way></old><new><way "
       "id=\"1\"><nd ref=\"1\"/></way></new></action></osm>",
       ".osm", "P305", "file of changes (an augmented diff", "without [adiff:...]"},
      {packed("n1 v1 dV x36 y47\n"), ".opl.gz", "P309", "OPL", "osmium cat"},
      {packed("{\"elements\": []}"), ".json.gz", "P309", "JSON", "[out:xml]"},
      {packed("\xFF\xE0\x04o5m2"), ".o5m.gz", "P309", "o5m", "gunzip"},
      {packed("<html>busy</html>"), ".osm.gz", "P305", "web page", "browser"},
      {packed(std::string("\0\0\0\x0D\x0A\x09OSMHeader\x18\x07", 17)), ".osm.gz", "P305", "packed already", "gunzip"},
      {"<gpx><trk/></gpx>", ".osm", "P305", "<gpx>", ""},
      {"<osm version=\"0.6\"><remark>runtime error: Query timed out in \"query\" at line 3</remark></osm>", ".osm",
       "P305", "Overpass broke off: runtime error: Query timed out", "timeout"},
      {in_osm("<way id=\"1\"><center lat=\"0\" lon=\"0\"/></way>"), ".osm", "P305", "centre", "(._;>;); out meta;"},
      {in_osm(
           "<relation id=\"1\"><member type=\"way\" ref=\"1\" role=\"\"><nd lat=\"0\" lon=\"0\"/></member></relation>"),
       ".osm", "P305", "out geom", "(._;>;); out meta;"},
      {in_osm("<way id=\"1\">" + kPrimary + "</way>"), ".osm", "P306", "", "(._;>;); out meta;"},
      {in_osm(way(1, {1, 2}, kPrimary)), ".osm", "P307", "", "(._;>;); out meta;"},
      {"<osm version=\"0.6\"><node id=\"1\"", ".osm", "P305", "unclosed token", "download it again"},
  };
  for (const Row& row : rows) {
    const Problem p = first_problem(row.content, row.ending);
    EXPECT_EQ(p.code, row.code) << row.ending << " " << row.content.substr(0, 60);
    EXPECT_NE(p.why.find(row.why), std::string::npos) << p.why << " is not " << row.why;
    EXPECT_NE(p.suggestion.find(row.remedy), std::string::npos) << p.suggestion << " is not " << row.remedy;
  }
}

TEST(OsmFile, TheContentTellsTheFormatNotTheName) {
  EXPECT_EQ(arcs(import_whole(in_osm(kNodes + way(10, {1, 2}, kPrimary)), ".osm.pbf").network), kOnly12);
  EXPECT_EQ(arcs(import_whole(in_osm(kNodes + way(10, {1, 2}, kPrimary)), ".xml").network), kOnly12);
}

TEST(OsmFile, APbfThatEndsInsideOfABlockIsNotUsed) {
  NEED_DATA(path, "osm/andorra-latest.osm.pbf");
  const std::string whole = read_file(*path);
  for (const int more : {1, 3, 7}) {
    const Problem p = first_problem(whole + std::string(static_cast<std::size_t>(more), '\0'), ".osm.pbf");
    EXPECT_EQ(p.code, "P305") << more;
  }
}

}  // namespace
}  // namespace passage::osm
