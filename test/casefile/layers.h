// A case of four places on a street, to which a test adds people as layers, polygons or a raster.
#pragma once

#include "test/casefile/spoiled.h"

namespace passage::casefile {

// a - b - c - d along the parallel of 47 degrees, 0.01 degrees (758 m) apart; the refuge is at d.
// a - b and b - c are residential streets.
class Streets : public Spoiled {
 public:
  Streets() {
    write("nodes.csv", "id,lat,lon\na,47.00,36.00\nb,47.00,36.01\nc,47.00,36.02\nd,47.00,36.03\n");
    write("roads.csv",
          "id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,class,source\n"
          "ab,a,b,800,30,600,no,residential,made\nbc,b,c,800,30,600,no,residential,made\n"
          "cd,c,d,800,50,600,no,primary,made\n");
    write("refuges.csv",
          "id,name,kind,node,capacity_persons,intake_persons_per_h,source\nz,Z,shelter,d,unlimited,unlimited,made\n");
    write("people.csv", "id,name,node,persons,source\np,P,a,120,made\n");
    replace("case.toml", "agreement = \"agreement.toml\"\n", "");
    replace("case.toml", "dangers = \"dangers.geojson\"\n", "");
  }
  Streets& people(const std::string& file, const std::string& text) {
    replace("case.toml", "\"people.csv\"", "\"" + file + "\"").write(file, text);
    return *this;
  }
  Streets& rule(const std::string& line) {
    replace("case.toml", "[rules]", "[rules]\n" + line);
    return *this;
  }
  Streets& file_key(const std::string& line) {
    replace("case.toml", "[files]", "[files]\n" + line);
    return *this;
  }
  [[nodiscard]] scenario::Case read() const { return read_case(path(), {}, jobs::Task()); }
};

[[nodiscard]] inline std::string collection(const std::string& features) {
  return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
}
[[nodiscard]] inline std::string feature(const std::string& properties, const std::string& type,
                                         const std::string& coordinates) {
  return "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":{\"type\":\"" + type +
         "\",\"coordinates\":" + coordinates + "}}";
}
[[nodiscard]] inline std::string box(double west, double south, double east, double north) {
  return fmt::format("[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]", west, south, east, north);
}

inline constexpr const char* kTown = R"("id":"town","name":"Town","persons":120,"source":"made")";
// 120 people from 35.995 to 36.015.
[[nodiscard]] inline std::string town_polygon() {
  return collection(feature(kTown, "Polygon", box(35.995, 46.99, 36.015, 47.01)));
}

// A file with one row of people at a point, in the format of its extension; epsg 0 = none.
void write_point(const fs::path& path, int epsg, double x, double y,
                 const std::vector<std::string>& layers = {"people"});

// A file with one danger, an area of exposure 0.25, in the format of its extension.
void write_danger(const fs::path& path, const char* well_known_text);

// Four columns from 35.995 on, two rows from 47.005 down, 0.01 degrees each: centres on a, b, c, d.
//   row 47.00:  1.5  2.25  nodata  0.5
//   row 46.99:  0    1     1       1
// West (to 36.015) 4.75, east (to 36.025) 1, outside 1.5: together 7.25, so 7 people. Quotas 4.59, 0.97,
// 1.45: 4, 0, 1, and the two largest remainders up: 5, 1, 1. West's 5 over 1.5, 2.25, 1: quotas 1.58,
// 2.37, 1.05: 2, 2, 1.
class Population : public Streets {
 public:
  explicit Population(bool nodata = true, int bands = 1, int epsg = 4326) {
    replace("case.toml", "\"people.csv\"", "\"people.tif\"");
    file_key("boundaries = \"districts.geojson\"\npeople_source = \"made\"");
    write("districts.geojson",
          collection(feature(R"("id":"west","name":"West","source":"made")", "Polygon", box(35.9, 46.9, 36.015, 47.1)) +
                     "," +
                     feature(R"("id":"east","name":"East","district":"all","source":"made")", "Polygon",
                             box(36.015, 46.9, 36.025, 47.1))));
    write_raster(nodata, bands, epsg);
  }

 private:
  void write_raster(bool nodata, int bands, int epsg);
};

}  // namespace passage::casefile
