#include "test/cases/real_cases.h"

#include <cstdlib>

#include <fmt/format.h>

#include "core/csv.h"
#include "core/file.h"

namespace passage::test {
namespace fs = std::filesystem;
namespace {

struct RealCase {
  const char* name;
  std::vector<const char*> needs;  // below PASSAGE_DATA; the first is the roads
};

const RealCase kCases[] = {
    {"moldova",
     {"roads/moldova.osm.pbf", "border_crossings/ukraine_border_crossings_20220414.csv",
      "displacement/unhcr_refugees_moldova_to_20220315.csv"}},
    {"moldova-corridor", {"roads/moldova.osm.pbf"}},
    {"podkarpackie",
     {"roads/podkarpackie.osm.pbf", "border_crossings/ukraine_border_crossings_20220414.csv",
      "displacement/unhcr_refugees_poland_to_20220315.csv"}},
    {"porto", {"osm/porto_portugal.osm.pbf"}},
};

const RealCase& case_named(const std::string& name) {
  for (const RealCase& c : kCases) {
    if (c.name == name) return c;
  }
  throw std::invalid_argument("no case of that name: " + name);
}

CsvTable table(const fs::path& path) {
  Problems problems;
  CsvTable out = parse_csv(read_file(path), path.filename().string(), problems);
  problems.throw_if_errors();
  return out;
}

// Whole persons of `people` for part i of n, as even as can be, adding up.
std::int64_t share(std::int64_t people, std::int64_t i, std::int64_t n) {
  return people * (i + 1) / n - people * i / n;
}

std::int64_t arrivals(const fs::path& records, const std::string& day) {
  const CsvTable rows = table(records);
  std::int64_t before = 0;
  for (const CsvRow& row : rows.rows) {
    const std::int64_t so_far = std::stoll(std::string(rows.cell(row, "cumulative_refugees")));
    if (rows.cell(row, "data_date") == day) return so_far - before;
    before = so_far;
  }
  throw std::invalid_argument("no record of " + day);
}

struct Bounds {
  double south, west, north, east;
  [[nodiscard]] bool contains(double lat, double lon) const {
    return south <= lat && lat <= north && west <= lon && lon <= east;
  }
};

// A row a crossing and hour; crossings outside `bounds` keep their share, out of the case.
std::string people_at_crossings(const fs::path& crossings, const std::string& country, std::int64_t people,
                                const std::string& day, Bounds bounds) {
  const CsvTable rows = table(crossings);
  struct Crossing {
    std::string name;
    double lat, lon;
  };
  std::vector<Crossing> at;
  for (const CsvRow& row : rows.rows) {
    if (rows.cell(row, "country") != country) continue;
    at.push_back({std::string(rows.cell(row, "name_en")), std::stod(std::string(rows.cell(row, "lat"))),
                  std::stod(std::string(rows.cell(row, "lon")))});
  }
  std::string out = "id,name,lat,lon,persons,release,district,source\n";
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (!bounds.contains(at[i].lat, at[i].lon)) continue;
    const std::int64_t mine = share(people, static_cast<std::int64_t>(i), static_cast<std::int64_t>(at.size()));
    for (int hour = 0; hour < 24; ++hour) {
      out += fmt::format("c{}-{:02},{},{:.6f},{:.6f},{},{}T{:02}:00,c{},unhcr\n", i + 1, hour, csv_field(at[i].name),
                         at[i].lat, at[i].lon, share(mine, hour, 24), day, hour, i + 1);
    }
  }
  return out;
}

std::string people_of(const std::string& name, const fs::path& data) {
  const auto needs = case_named(name).needs;
  if (name == "moldova") {
    return people_at_crossings(data / needs[1], "Moldova", arrivals(data / needs[2], "2022-03-05"), "2022-03-05",
                               {45, 26, 49, 31});
  }
  return people_at_crossings(data / needs[1], "Poland", arrivals(data / needs[2], "2022-03-06"), "2022-03-06",
                             {49, 21, 50.2, 24});
}

}  // namespace

std::optional<fs::path> data_for(const std::string& name) {
  const char* root = std::getenv("PASSAGE_DATA");
  if (root == nullptr) return std::nullopt;
  for (const char* file : case_named(name).needs) {
    if (!fs::exists(fs::path(root) / file)) return std::nullopt;
  }
  return fs::path(root);
}

void make_case(const std::string& name, const fs::path& folder) {
  const fs::path data = data_for(name).value();
  fs::copy(fs::path(PASSAGE_SOURCE_DIR) / "test/cases" / name, folder);
  const fs::path roads = fs::absolute(data / case_named(name).needs[0]);
  fs::create_symlink(roads, folder / roads.filename());
  const bool has_people = fs::exists(folder / "people.csv") || fs::exists(folder / "people.geojson");
  if (!has_people) write_file(folder / "people.csv", people_of(name, data), Overwrite::kRefuse);
}

}  // namespace passage::test
