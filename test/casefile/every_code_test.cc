// Every way to spoil the worked case that has a code of its own: the code is told, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/casefile/spoiled.h"

namespace passage::casefile {
namespace {

struct Spoil {
  const char *code, *file, *from, *to;
};

class EveryCode : public testing::TestWithParam<Spoil> {};

TEST_P(EveryCode, IsReported) {
  const Spoil& s = GetParam();
  Spoiled spoiled;
  spoiled.replace(s.file, s.from, s.to);
  EXPECT_THAT(spoiled.codes(), testing::Contains(s.code));
  EXPECT_THAT(spoiled.where(s.code), testing::StartsWith(s.file));
}

INSTANTIATE_TEST_SUITE_P(
    Case, EveryCode,
    testing::Values(
        Spoil{"P101", "case.toml", "\"people.csv\"", "\"peple.csv\""},
        Spoil{"P102", "case.toml", "schema = 1", "schema ="},
        Spoil{"P103", "agreement.toml", "until = 2022-03-05T12:00:00", "until = 2022-03-05T08:30:00"},
        Spoil{"P104", "case.toml", "horizon_h = 6", "horizon_h = 6\nhorizon = 6"},
        Spoil{"P105", "people.csv", "node,persons,source", "node,persons,source,zone"},
        Spoil{"P106", "case.toml", "outside_corridors = \"free\"", ""},
        Spoil{"P107", "roads.csv", "length_m", "x_length"}, Spoil{"P108", "people.csv", "alfa,Alfa", "alfa,"},
        Spoil{"P109", "refuges.csv", "shelter", "camp"},
        Spoil{"P110", "agreement.toml", "\"r2\", \"r3\"", "\"r2\", \"r33\""},
        Spoil{"P111", "roads.csv", "r3,n3", "r2,n3"}, Spoil{"P112", "people.csv", "alfa,", "al fa,"},
        Spoil{"P113", "people.csv", "5000", "many"}, Spoil{"P114", "people.csv", "5000", "-5"},
        Spoil{"P115", "roads.csv", "10000", "inf"}, Spoil{"P115", "nodes.csv", "47.00", "nan"},
        Spoil{"P116", "roads.csv", ",60,", ",60000,"}, Spoil{"P117", "people.csv", "5000", "12.5"},
        Spoil{"P118", "case.toml", "people_per_car = 2.5", "people_per_car = 2.5\ncar_share = 60"},
        Spoil{"P119", "refuges.csv", "2700,unlimited", "2700,"},
        Spoil{"P120", "refuges.csv", "2022-03-05T10:00", "10:00"},
        Spoil{"P121", "case.toml", "2022-03-05T08:00:00", "2022-03-27T03:30:00"},
        Spoil{"P212", "case.toml", "2022-03-05T08:00:00", "2022-10-30T03:30:00"},
        Spoil{"P123", "case.toml", "Europe/Kyiv", "Europe/Kiiv"},
        Spoil{"P124", "agreement.toml", "T12:00:00\n", "T12:00:00\nrrule = \"FREQ=HOURLY\"\n"},
        Spoil{"P125", "case.toml", "schema = 1", "schema = 2"}, Spoil{"P127", "people.csv", "5000,made", "5000,mad"},
        Spoil{"P130", "nodes.csv", "47.00,36.00", "5201000,400200"},
        Spoil{"P131", "nodes.csv", "47.30,35.65", "35.65,47.30"},
        Spoil{"P131", "dangers.geojson", "[[35.57,47.18],[35.63,47.18],[35.63,47.22],[35.57,47.22],[35.57,47.18]]",
              "[[47.18,35.57],[47.18,35.63],[47.22,35.63],[47.22,35.57],[47.18,35.57]]"},
        Spoil{"P132", "dangers.geojson", "\"features\"",
              "\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\""},
        Spoil{"P133", "roads.csv", "10000", "100"}, Spoil{"P134", "roads.csv", "n1,n2", "n1,n1"},
        Spoil{"P135", "people.csv", "Alfa,n1", "Alfa,"}, Spoil{"P136", "case.toml", "nodes = \"nodes.csv\"", ""},
        Spoil{"P140", "agreement.toml", "\"r2\", \"r3\"", "\"r3\", \"r5\""},
        Spoil{"P141", "agreement.toml", "\"r2\", \"r3\"", "\"r3\", \"r2\""},
        Spoil{"P142", "agreement.toml", "roads = [\"r2\", \"r3\"]", ""},
        Spoil{"P143", "agreement.toml", "roads = [\"r2\", \"r3\"]", "waypoints = [[1.0, 2.0], [47.0, 36.0]]"},
        Spoil{"P144", "agreement.toml", "lanes = 2", "lanes = 2\npersons_per_day = 5"},
        Spoil{"P145", "agreement.toml", "b = \"accepts\"", "c = \"accepts\""},
        Spoil{"P146", "agreement.toml", "replaces = \"north-gate\"", "replaces = \"north-third-lane\""},
        Spoil{"P147", "agreement.toml", "[\"a\", \"b\"]", "[]"},
        Spoil{"P152", "dangers.geojson", "\"Polygon\"", "\"Point\""}, Spoil{"P153", "dangers.geojson", "}]}", "}]"},
        Spoil{"P154", "dangers.geojson", "\"closed\":true,", ""},
        Spoil{"P166", "case.toml", "\"roads.csv\"", "\"roads.shp\""},
        Spoil{"P010", "case.toml", "Three",
              "Thr\xE9"
              "e"},
        Spoil{"P010", "dangers.geojson", "shelling", "shell\xE9ng"},
        Spoil{"P186", "dangers.geojson", "\"closed\":true,", "\"closed\":true,\"closed\":false,"},
        Spoil{"P185", "agreement.toml", "date = 2022-03-04", "date = \"04/03/2022\""},
        Spoil{"P185", "agreement.toml", "date = 2022-03-04", "date = \"yesterday\""},
        Spoil{"P185", "agreement.toml", "date = 2022-03-04", "date = 0001-01-01"},
        Spoil{"P229", "agreement.toml", "lanes = 2", "lanes = 0"},
        Spoil{"P123", "case.toml", "Europe/Kyiv", "localtime"},
        Spoil{"P123", "case.toml", "Europe/Kyiv", "right/Europe/Kyiv"},
        Spoil{"P123", "case.toml", "Europe/Kyiv", "posixrules"}, Spoil{"P123", "case.toml", "Europe/Kyiv", "Factory"},
        Spoil{"P204", "agreement.toml",
              "from = 2022-03-05T12:00:00\nuntil = 2022-03-05T13:00:00\nstance = { a = \"accepts\", b = \"open\" }",
              "from = 2022-03-05T11:00:00\nuntil = 2022-03-05T13:00:00\nstance = { a = \"accepts\", b = \"accepts\" }"},
        Spoil{"P205", "agreement.toml", "from = 2022-03-05T09:00:00\nuntil = 2022-03-05T12:00:00",
              "from = 2022-03-06T09:00:00\nuntil = 2022-03-06T12:00:00"},
        Spoil{"P207", "agreement.toml", "\"agreed\"", "\"suspended\""},
        Spoil{"P213", "refuges.csv", "2022-03-05T10:00,2022-03-05T14:00", "2022-03-06T10:00,2022-03-06T14:00"},
        Spoil{"P211", "roads.csv", "10000", "10000.12345"}, Spoil{"P011", "people.csv", "alfa,Alfa", "alfa,Alfa,Alfa"},
        Spoil{"P012", "people.csv", "Alfa", "\"Alfa"}, Spoil{"P014", "people.csv", "id,name", "id,id"}));

// What takes more than one word: how to bring it about, and where it is told.
struct Made {
  const char *code, *where;
  void (*make)(Spoiled&);
};

class EveryCodeMade : public testing::TestWithParam<Made> {};

TEST_P(EveryCodeMade, IsReported) {
  Spoiled spoiled;
  GetParam().make(spoiled);
  EXPECT_THAT(spoiled.where(GetParam().code), testing::StartsWith(GetParam().where));
}

INSTANTIATE_TEST_SUITE_P(
    Case, EveryCodeMade,
    testing::Values(
        Made{"P100", "/", [](Spoiled& s) { s.remove("case.toml"); }},
        Made{"P002", "case.toml:11",
             [](Spoiled& s) {
               s.remove("people.csv");
               fs::create_directory(fs::path(s.path()) / "people.csv");
             }},
        Made{"P178", "people.csv:1",
             [](Spoiled& s) { s.write("people.csv", "id;name;node;persons;source\nalfa;Alfa;n1;5000;made\n"); }},
        Made{"P107", "people.csv:1",
             [](Spoiled& s) { s.write("people.csv", "id,name,lat,persons,source\nalfa,Alfa,47,5000,made\n"); }},
        Made{"P162", "people.csv", [](Spoiled& s) { s.write("people.csv", "id,name,node,persons,source\n"); }},
        Made{"P162", "roads.csv",
             [](Spoiled& s) {
               s.write("roads.csv", "id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,source\n");
             }},
        Made{"P203", "people.csv:2",  // the nearest node, n11, leads nowhere; n1 is 60 km away
             [](Spoiled& s) {
               s.replace("case.toml", "[rules]", "[rules]\nsnap_m = 100000");
               s.write("people.csv", "id,name,lat,lon,persons,source\nalfa,Alfa,46.6,36.55,10,made\n");
             }},
        Made{"P206", "roads.csv", [](Spoiled& s) { s.column("roads.csv", "staging_persons", "50"); }},
        Made{"P208", "transport.csv:2",
             [](Spoiled& s) {
               s.replace("case.toml", "[files]", "[files]\ntransport = \"transport.csv\"");
               s.write("transport.csv",
                       "id,kind,vehicles,seats,base,board_min,turnaround_min,source\nt,train,5,50,alfa,10,30,made\n");
             }},
        Made{"P223", "roads.csv:2",
             [](Spoiled& s) { s.replace("roads.csv", "n1,n2,10000,60,480,yes,car", "n1,n2,10000,60,480,yes,bus"); }},
        Made{"P209", "refuges.csv:2",
             [](Spoiled& s) {
               s.replace("nodes.csv", "n12,", "n13,46.9,35.9\nn12,").replace("refuges.csv", ",n8,", ",n13,");
             }},
        Made{"P210", "people.csv:2", [](Spoiled& s) { s.column("people.csv", "release", "2022-03-06T09:00"); }},
        Made{"P214", "openings.csv:2",
             [](Spoiled& s) {
               s.replace("case.toml", "[files]", "[files]\nopenings = \"openings.csv\"");
               s.write("openings.csv", "refuge,open_from,open_until\nzeta,2022-03-05T09:00,2022-03-05T10:00\n");
             }},
        Made{"P215", "agreement.toml:69",
             [](Spoiled& s) {
               s.append("agreement.toml",
                        "[[round]]\nid = \"third\"\ndate = 2022-03-05\nstatus = \"agreed\"\nparties = [\"a\"]\n"
                        "source = \"made\"\n[[term]]\nid = \"t\"\nround = \"third\"\nkind = \"daily_limit\"\n"
                        "corridor = \"north\"\npersons_per_day = 5\nstance = { a = \"accepts\" }\n");
             }},
        Made{"P228", "agreement.toml",
             [](Spoiled& s) {
               s.append("agreement.toml",
                        "[[round]]\nid = \"older\"\ndate = 2022-02-10\nstatus = \"agreed\"\nparties = [\"a\"]\n"
                        "source = \"made\"\n");
             }},
        Made{"P229", "agreement.toml:59",
             [](Spoiled& s) {
               s.append("agreement.toml",
                        "[[term]]\nid = \"t\"\nround = \"second\"\nkind = \"daily_limit\"\ncorridor = \"north\"\n"
                        "persons_per_day = 0\nstance = { a = \"accepts\", b = \"accepts\" }\n");
             }},
        Made{"P233", "people.csv",
             [](Spoiled& s) {
               s.replace("case.toml", "people_per_car = 2.5", "people_per_car = 2.5\nuptake_share = 0");
             }},
        Made{"P216", "dangers.geojson: feature 1",
             [](Spoiled& s) {
               s.replace("dangers.geojson", "[[35.57,47.18],[35.63,47.18],[35.63,47.22],[35.57,47.22],[35.57,47.18]]",
                         "[[1,47],[2,47],[2,48],[1,47]]");
             }},
        Made{"P218", "agreement.toml:17",
             [](Spoiled& s) { s.replace("roads.csv", "r2,n2,n3,20000,60", "r2,n2,n3,20000,0"); }}));

}  // namespace
}  // namespace passage::casefile
