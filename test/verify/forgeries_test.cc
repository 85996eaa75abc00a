// Forgeries by hand: what somebody might change in a plan file so that it shows another plan, or another case.
#include <fstream>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "casefile/read_case.h"
#include "core/file.h"
#include "plan/as_written.h"
#include "plan/store.h"
#include "test/verify/plan_files.h"

namespace passage::verify {
namespace {

namespace fs = std::filesystem;

// Triggers of indexes ask for spatial functions, which a plain SQLite has not.
bool run_sql(const fs::path& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  const bool done = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  if (!done) ADD_FAILURE() << sqlite3_errmsg(handle) << ": " << sql;
  sqlite3_close(handle);
  return done;
}

// The plan of a case as a file; each forgery begins from it again.
class Forged {
 public:
  Forged(const fs::path& folder, std::string directory, planner::PlanOptions options = {})
      : file_(folder / "plan.gpkg"), directory_(std::move(directory)) {
    test::plan_to_file(casefile::read_case(directory_, {}, jobs::Task()), options, {}, file_);
    bytes_ = read_file(file_);
    EXPECT_EQ(test::verdict_of(file_, directory_), "");
  }
  std::string verdict(const std::string& sql) {
    write_file(file_, bytes_, Overwrite::kReplace);
    run_sql(file_, sql);
    return test::verdict_of(file_, directory_);
  }
  std::vector<std::string> unknown(const std::string& sql) {
    EXPECT_EQ(verdict(sql), "") << sql;
    return plan::as_written(file_, plan::read_plan(file_, jobs::Task())).unknown;
  }

 private:
  fs::path file_;
  std::string directory_, bytes_;
};

std::string provenance(const std::string& key, const std::string& value) {
  return "UPDATE provenance SET value = '" + value + "' WHERE key = '" + key + "'";
}

TEST(Forgeries, OfTheTalks) {
  const test::Scratch scratch("forged_talks");
  Forged forged(scratch.path(), test::example_case("zaporizhzhia-2022"));
  for (const std::string& sql : {
           provenance("round_status", "active"),
           provenance("window_rule", "enter"),
           provenance("notice", ""),
           provenance("notice", "The route is safe."),
           provenance("classification", "public"),
           provenance("title", "Another plan"),
           provenance("language", "uk"),
           provenance("case_id", "kyiv-2022"),
           provenance("round_id", "6-march"),
           provenance("tables_version", "0"),
           provenance("certificate_kind", "levels"),
           provenance("exposure_person_h", "0"),
           provenance("gap", "0"),
           provenance("curve_gap", "0"),
           provenance("last_arrival", "2022-03-05T15:00:00+02:00"),
           provenance("last_arrival", ""),
           provenance("input:people.csv", std::string(64, 'a')),
           provenance("upper_bound", "5220"),
           std::string("INSERT INTO provenance (key, value) VALUES ('round_status', 'active')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('round_status', 'suspended')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('safe', '215000')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('guaranteed_by', 'both parties')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('input:more.csv', 'aa')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('assumed', 'mariupol-until-21')"),
           std::string("INSERT INTO provenance (key, value) VALUES ('without', 'mariupol')"),
           std::string("DELETE FROM provenance WHERE key = 'notice'"),
           std::string("DELETE FROM provenance WHERE key = 'input:dangers.geojson'"),
           std::string("UPDATE roads SET geom = NULL WHERE fid = 3"),
           std::string("UPDATE roads SET geom = (SELECT geom FROM roads WHERE fid = 1) WHERE fid = 3"),
           std::string("UPDATE dangers SET geom = NULL"),
           std::string("UPDATE dangers SET geom = (SELECT geom FROM corridors WHERE fid = 2)"),
           std::string("UPDATE refuges SET geom = (SELECT geom FROM nodes WHERE fid = 1)"),
           std::string("UPDATE origins SET geom = (SELECT geom FROM refuges)"),
           std::string("UPDATE nodes SET geom = (SELECT geom FROM nodes WHERE fid = 1)"),
           std::string("UPDATE corridors SET geom = NULL"),
           std::string("UPDATE corridors SET geom = (SELECT geom FROM corridors WHERE fid = 1)"),
           std::string("UPDATE bottlenecks SET geom = (SELECT geom FROM nodes WHERE fid = 1)"),
           std::string("UPDATE refuges SET lat = 47.1, lon = 37.5, geom = (SELECT geom FROM nodes WHERE fid = 1)"),
           std::string("DELETE FROM bottlenecks"),
           std::string("DELETE FROM bottlenecks WHERE fid = 2"),
           std::string("DELETE FROM findings"),
           std::string("UPDATE findings SET severity = 'finding'"),
           std::string("UPDATE findings SET problem = 'all is well'"),
           std::string("INSERT INTO findings (severity, code, problem) VALUES ('finding', 'P599', 'all is well')"),
           std::string("DELETE FROM dangers"),
           std::string("UPDATE corridors SET roads = 'no-such-road ' || roads"),
           std::string("UPDATE corridors SET roads = replace(roads, 'rozivka-bilmak', 'rozivka-bilmak:backward')"),
           std::string("UPDATE corridors SET open = replace(open, 'T16', 'T21')"),
           std::string("UPDATE sources SET title = 'A guarantee of both parties'"),
           std::string("UPDATE sources SET url = ''"),
           std::string("UPDATE origins SET reason = 'refuge_full'"),
           std::string("UPDATE origins SET first_departure = '2022-03-05T09:00:00+02:00'"),
           std::string("UPDATE orders SET arrive_until = '2022-03-08T16:00:00+02:00'"),
           std::string("UPDATE orders SET mode = 'bus'"),
           std::string("UPDATE orders SET order_id = 'order ' || fid"),
           std::string("UPDATE orders SET depart_from = replace(depart_from, '+02:00', 'Z')"),
           std::string("UPDATE flows SET enter_from = replace(enter_from, '+02:00', '.000+02:00')"),
           std::string("UPDATE roads SET reverse_of = 'mariupol-nikolske' WHERE fid = 2"),
           std::string("UPDATE roads SET source = 'made'"),
           std::string("INSERT INTO safe_by (time, persons, at_most) VALUES ('2022-03-05T09:30:00+02:00', 0, 5)"),
           std::string("INSERT INTO left_by_district (district, persons, reason, held_by) "
                       "VALUES ('Kyiv', 0, 'window', '[]')"),
           std::string("INSERT INTO nodes (id, lat, lon) VALUES ('nowhere', 0, 0)"),
           std::string("INSERT INTO refuges (id, name, kind, lat, lon, capacity_persons, intake_persons_per_h, open, "
                       "persons) VALUES ('x', 'X', 'shelter', 47, 37, 'unlimited', 'unlimited', '', 0)"),
           std::string("ALTER TABLE origins ADD COLUMN adm1_pcode TEXT; UPDATE origins SET adm1_pcode = 'UA14'"),
       }) {
    EXPECT_NE(forged.verdict(sql), "") << sql;
  }
}

TEST(Forgeries, OfWhatQgisGoesBy) {
  const test::Scratch scratch("forged_frames");
  Forged forged(scratch.path(), test::example_case("north-or-west"));
  for (const char* sql : {
           "DELETE FROM gpkg_contents WHERE table_name = 'dangers'",
           "UPDATE gpkg_contents SET description = 'Safe areas' WHERE table_name = 'dangers'",
           "UPDATE gpkg_contents SET max_x = 0, max_y = 0",
           "DELETE FROM gpkg_geometry_columns WHERE table_name = 'dangers'",
           "UPDATE gpkg_geometry_columns SET srs_id = 3857",
           "UPDATE gpkg_spatial_ref_sys SET definition = 'LOCAL_CS[]' WHERE srs_id = 4326",
           "DELETE FROM gpkg_extensions",
           "UPDATE layer_styles SET styleQML = replace(styleQML, '176,32,48', '32,176,48')",
           "DELETE FROM layer_styles WHERE f_table_name = 'dangers'",
           "DELETE FROM rtree_roads_geom",
           "DELETE FROM rtree_roads_geom WHERE id = 3",
           "UPDATE rtree_refuges_geom SET minx = 10, maxx = 11",
           "DROP TRIGGER rtree_roads_geom_insert",
           "DROP TABLE layer_styles",
           "PRAGMA application_id = 0",
           "PRAGMA user_version = 1",
           "UPDATE roads SET fid = fid + 100",
           "UPDATE nodes SET fid = 99 WHERE fid = 1",
           "ALTER TABLE roads RENAME TO roads_2; CREATE VIEW roads AS SELECT * FROM roads_2",
           "CREATE TABLE o AS SELECT * FROM orders; DROP TABLE orders; CREATE VIEW orders AS SELECT * FROM o",
           "CREATE TABLE o AS SELECT * FROM orders; DROP TABLE orders; ALTER TABLE o RENAME TO orders",
           "DROP TABLE provenance",
       }) {
    EXPECT_NE(forged.verdict(sql), "") << sql;
  }
}

TEST(Forgeries, WhatIsNotOfThePlanIsNamed) {
  const test::Scratch scratch("unknown");
  Forged forged(scratch.path(), test::example_case("north-or-west"));
  using Names = std::vector<std::string>;
  EXPECT_EQ(forged.unknown("CREATE TABLE promises (text TEXT)"), Names{"table promises"});
  EXPECT_EQ(forged.unknown("CREATE VIEW safe AS SELECT 7300 AS safe"), Names{"view safe"});
  EXPECT_EQ(forged.unknown("CREATE TRIGGER t AFTER UPDATE ON orders BEGIN DELETE FROM legs; END"),
            Names{"trigger t of orders"});
  EXPECT_EQ(forged.unknown("CREATE INDEX i ON orders (mode)"), Names{"index i of orders"});
  EXPECT_EQ(forged.unknown("ALTER TABLE origins ADD COLUMN telephone TEXT"), Names{"column telephone of origins"});
  EXPECT_EQ(forged.unknown("ALTER TABLE flows ADD COLUMN remark TEXT; UPDATE flows SET remark = 'safe'"),
            Names{"column remark of flows"});
  EXPECT_EQ(
      forged.unknown("CREATE TABLE own (fid INTEGER PRIMARY KEY); INSERT INTO gpkg_contents (table_name, data_type, "
                     "identifier, last_change) VALUES ('own', 'attributes', 'own', '2022-03-05T06:00:00Z')"),
      (Names{"table own", "a row of gpkg_contents"}));
}

TEST(Forgeries, OfAFolderOfCsv) {
  const test::Scratch scratch("forged_csv");
  const std::string directory = test::example_case("north-or-west");
  const fs::path folder = scratch.path() / "plan.csv";
  test::plan_to_file(casefile::read_case(directory, {}, jobs::Task()), {}, {}, folder);
  ASSERT_EQ(test::verdict_of(folder, directory), "");
  struct Change {
    const char *file, *from, *to;
  };
  for (const Change& change : {Change{"provenance.csv", "round_status,agreed", "round_status,active"},
                               {"provenance.csv", "round_status,agreed", "round_status,agreed\nround_status,active"},
                               {"provenance.csv", "window_rule,clear", "window_rule,enter"},
                               {"provenance.csv", "restricted", "public"},
                               {"nodes.csv", "POINT(36 47)", "POINT(36.5 47)"},
                               {"nodes.csv", "\"POINT(36 47)\"", ""},
                               {"roads.csv", "LINESTRING(36 47", "LINESTRING(36.5 47"},
                               {"refuges.csv", "POINT", "point"},
                               {"corridors.csv", "r2 r3", "r2 r99"},
                               {"corridors.csv", "MULTILINESTRING((36 47.08", "MULTILINESTRING((36 47.09"},
                               {"bottlenecks.csv", "LINESTRING(", "LINESTRING(1 1,"},
                               {"findings.csv", "finding,", "warning,"},
                               {"orders.csv", "car", "bus"},
                               {"safe_by.csv", "+02:00", "Z"},
                               {"flows.csv", "forward,car", "forward,train"}}) {
    const std::string before = read_file(folder / change.file);
    std::string text = before;
    const std::size_t at = text.find(change.from);
    ASSERT_NE(at, std::string::npos) << change.from;
    write_file(folder / change.file, text.replace(at, std::string(change.from).size(), change.to), Overwrite::kReplace);
    EXPECT_NE(test::verdict_of(folder, directory), "") << change.file << ": " << change.to;
    write_file(folder / change.file, before, Overwrite::kReplace);
  }
  write_file(folder / "promises.csv", "text\nall are safe\n", Overwrite::kRefuse);
  write_file(folder / "README", "all are safe\n", Overwrite::kRefuse);
  EXPECT_EQ(test::verdict_of(folder, directory), "");
  EXPECT_EQ(plan::as_written(folder, plan::read_plan(folder, jobs::Task())).unknown,
            (std::vector<std::string>{"file README", "file promises.csv"}));
}

}  // namespace
}  // namespace passage::verify
