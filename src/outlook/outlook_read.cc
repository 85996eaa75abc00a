#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/ranges.h>

#include "core/file.h"
#include "core/text.h"
#include "displacement/dated_csv.h"
#include "outlook/outlook.h"

namespace passage::outlook {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kKinds = {"onset",  "left_out", "regions",   "grid",  "control",
                                         "alerts", "conflict", "crossings", "closed"};

// Plain distance in degrees, scaled for latitude: only the nearest is asked for.
double apart(double lat1, double lon1, double lat2, double lon2) {
  return std::hypot(lat1 - lat2, (lon1 - lon2) * std::cos(lat1 * 0.017453292519943295));
}

struct Cell {
  double lat, lon;
  RegionId region;
};

struct Inputs {
  fs::path bulk;
  std::map<std::string, std::string> file;  // by kind
  fs::path path(const std::string& kind, const std::string& directory) const {
    const auto found = file.find(kind);
    if (found == file.end())
      throw InputError({.code = "P611",
                        .problem = fmt::format("outlook.csv has no row \"{}\"", kind),
                        .why = "regions, grid, control, alerts and conflict are wanted",
                        .where = directory + "/outlook.csv"});
    return bulk / found->second;
  }
};

// 'L''viv' of one file is L'viv of the other.
std::string plain(std::string_view name) {
  std::string out;
  for (const char ch : name)
    if (ch != '\'') out += ch;
  return out;
}

void read_regions(OutlookCase& c, const fs::path& path, const std::string& left_out, Problems& problems) {
  const CsvTable table = parse_csv(read_file(path), path.filename().string(), problems);
  const auto excluded = split(left_out, ' ');
  std::vector<std::string> codes;
  for (const CsvRow& row : table.rows) {
    Region region;
    region.id = table.cell(row, "ADM1_PCODE");
    region.name = plain(table.cell(row, "Shapefile_NAME"));
    const std::string name{table.cell(row, "ADM1_NAME")};
    const bool city = name.size() > 5 && name.substr(name.size() - 5) == " city";
    region.alert_name =
        city ? name.substr(0, name.size() - 4) + "City" : std::string{table.cell(row, "ADM1_COD_AB_EN")} + " oblast";
    region.people = displacement::number_in(table, row, "T_TL", 1e9, problems).value_or(0);
    region.left_out = std::find(excluded.begin(), excluded.end(), region.id) != excluded.end();
    (void)c.regions.push_back(region);
    codes.push_back(region.id);
  }
  for (const std::string& code : excluded)
    if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
      problems.add({.code = "P602",
                    .problem = fmt::format("left_out is \"{}\"", code),
                    .why = fmt::format("a P-code of {} is wanted, several with blanks between", table.file),
                    .where = "outlook.csv",
                    .suggestion = did_you_mean(code, codes)});
}

// Cells of the population grid tell which region a place is in; a region's middle is where its people are.
std::vector<Cell> read_grid(OutlookCase& c, const fs::path& path, Problems& problems) {
  const CsvTable table = parse_csv(read_file(path), path.filename().string(), problems);
  std::vector<Cell> out;
  Table<RegionId, double> weight;
  for (std::size_t k = 0; k < c.regions.size(); ++k) (void)weight.push_back(0);
  for (const CsvRow& row : table.rows) {
    const auto lat = displacement::degree_in(table, row, "lat", 90, problems),
               lon = displacement::degree_in(table, row, "lon", 180, problems);
    const auto people = displacement::number_in(table, row, "population", 1e9, problems);
    const std::string name = plain(table.cell(row, "oblast"));
    for (const RegionId id : c.regions.ids()) {
      Region& region = c.regions[id];
      if (region.name != name || !lat || !lon || !people) continue;
      out.push_back({*lat, *lon, id});
      weight[id] += *people;
      region.lat += *lat * *people;
      region.lon += *lon * *people;
    }
  }
  for (const RegionId id : c.regions.ids())
    if (weight[id] > 0) {
      c.regions[id].lat /= weight[id];
      c.regions[id].lon /= weight[id];
    }
  return out;
}

RegionId region_at(const std::vector<Cell>& cells, double lat, double lon) {
  double best = 1e300;
  RegionId out;
  for (const Cell& cell : cells)
    if (const double d = apart(lat, lon, cell.lat, cell.lon); d < best) {
      best = d;
      out = cell.region;
    }
  return out;
}

Exposure& on(OutlookCase& c, RegionId region, Day day) {
  return c.known[region][static_cast<std::size_t>(day - c.onset)];
}

// Share of the people of a region's listed places that are fought over or held by the other side since
// the onset. Days before the first snapshot take its value.
void read_control(OutlookCase& c, const fs::path& path, const std::vector<Cell>& cells, Problems& problems) {
  const CsvTable table = displacement::read_csv_until(path, 0, c.as_of, problems);
  std::map<Day, Table<RegionId, std::pair<double, double>>> days;  // all, hit
  std::map<std::string, RegionId> seen;
  std::map<std::string, std::size_t> settled;
  for (const CsvRow& row : table.rows) {
    const Day day = *displacement::calendar_day(table.cell(row, "date"));
    const std::string name{table.cell(row, "name")}, held{table.cell(row, "held_by")};
    if (table.cell(row, "population").empty() || table.cell(row, "lat").empty()) continue;  // no figure given
    const auto people = displacement::number_in(table, row, "population", 1e8, problems);
    const auto lat = displacement::degree_in(table, row, "lat", 90, problems),
               lon = displacement::degree_in(table, row, "lon", 180, problems);
    if (!people || !lat || !lon) continue;
    if (!seen.contains(name)) seen[name] = region_at(cells, *lat, *lon);
    auto& sums = days[day];
    while (sums.size() < c.regions.size()) (void)sums.push_back({0, 0});
    const bool hit = held == "Contested" || held == "Russia";
    sums[seen[name]].first += *people;
    if (hit) sums[seen[name]].second += *people;
    if (!settled.contains(name)) {
      settled[name] = c.settlements.size();
      c.settlements.push_back({.region = seen[name], .name = name, .people = *people, .lat = *lat, .lon = *lon});
    }
    c.settlements[settled[name]].contested = hit;
  }
  for (Day day = c.onset; day <= c.as_of && !days.empty(); ++day) {
    auto at = days.upper_bound(day);
    if (at != days.begin()) --at;
    for (const RegionId id : c.regions.ids())
      if (at->second[id].first > 0) on(c, id, day).contested = at->second[id].second / at->second[id].first;
  }
}

void read_alerts(OutlookCase& c, const fs::path& path, Problems& problems) {
  const CsvTable table = displacement::read_csv_until(path, 1, c.as_of, problems);
  for (const CsvRow& row : table.rows)
    for (const RegionId id : c.regions.ids())
      if (c.regions[id].alert_name == table.cell(row, "region"))
        if (const auto day = displacement::calendar_day(table.cell(row, "started_at")); day && *day >= c.onset)
          on(c, id, *day).alert = 1;
}

// Conflict by day in the way of Flee's cases: locations.csv says where a column of conflicts.csv is.
void read_conflict(OutlookCase& c, const fs::path& folder, const std::vector<Cell>& cells, Problems& problems) {
  const CsvTable places = parse_csv(read_file(folder / "input_csv/locations.csv"), "locations.csv", problems);
  std::string cut;
  for (const std::string& line : split(read_file(folder / "input_csv/conflicts.csv"), '\n')) {
    const bool header = cut.empty();
    if (header || std::atoi(line.c_str()) <= c.as_of - c.onset) cut += line + '\n';
    if (!header && std::atoi(line.c_str()) == c.as_of - c.onset) break;
  }
  const CsvTable days = parse_csv(cut, "conflicts.csv", problems);
  problems.throw_if_errors();
  for (const CsvRow& place : places.rows) {
    const auto column = days.column(place.fields[0]);
    if (!column || place.fields.size() < 5) continue;
    const RegionId region = region_at(cells, std::atof(place.fields[3].c_str()), std::atof(place.fields[4].c_str()));
    for (const CsvRow& row : days.rows) {
      const Day day = c.onset + std::atoi(row.fields[0].c_str());
      if (day > c.as_of) continue;
      double& conflict = on(c, region, day).conflict;
      conflict = std::max(conflict, std::clamp(std::atof(row.fields[*column].c_str()), 0.0, 1.0));
    }
  }
}

// A region's way out: as the crow flies to the nearest crossing into a country that is not closed.
void read_open_crossings(OutlookCase& c, const fs::path& path, const std::string& closed, Problems& problems) {
  const CsvTable table = parse_csv(read_file(path), path.filename().string(), problems);
  std::vector<std::string> shut, countries;
  for (const std::string& country : split(closed, ';')) shut.emplace_back(trimmed(country));
  for (const CsvRow& row : table.rows) countries.emplace_back(table.cell(row, "country"));
  std::sort(countries.begin(), countries.end());
  countries.erase(std::unique(countries.begin(), countries.end()), countries.end());
  for (const std::string& country : shut)
    if (!country.empty() && !std::binary_search(countries.begin(), countries.end(), country))
      problems.add(
          {.code = "P602",
           .problem = fmt::format("closed is \"{}\"", country),
           .why = fmt::format("countries of {} are wanted, with ; between: {}", table.file, fmt::join(countries, ", ")),
           .where = "outlook.csv",
           .suggestion = did_you_mean(country, countries)});
  bool open = false;
  for (const RegionId id : c.regions.ids()) c.regions[id].border_km = 1e300;
  for (const CsvRow& row : table.rows) {
    if (std::find(shut.begin(), shut.end(), table.cell(row, "country")) != shut.end()) continue;
    const auto lat = displacement::degree_in(table, row, "lat", 90, problems),
               lon = displacement::degree_in(table, row, "lon", 180, problems);
    if (!lat || !lon) continue;
    open = true;
    for (const RegionId id : c.regions.ids())
      c.regions[id].border_km =
          std::min(c.regions[id].border_km, km_apart(*lat, *lon, c.regions[id].lat, c.regions[id].lon));
  }
  if (!open) problems.add({.code = "P611", .problem = "no crossing is open", .where = path.filename().string()});
}

void read_claims(OutlookCase& c, const fs::path& folder, Problems& problems) {
  const CsvTable claims = parse_csv(read_file(folder / "claims.csv"), "claims.csv", problems);
  for (const CsvRow& row : claims.rows) {
    displacement::expect_one_of(claims, row, "count", {"displaced", "crossed"}, problems);
    if (const auto people = displacement::number_in(claims, row, "people", 1e10, problems))
      c.claims.push_back({std::string{claims.cell(row, "what")}, *people, claims.cell(row, "count") == "crossed",
                          std::string{claims.cell(row, "source")}});
  }
}

// Ranges, who drew them, and what has none.
void read_ranges(OutlookCase& c, const fs::path& folder, Problems& problems) {
  c.priors = displacement::read_priors(folder, problems);
  std::vector<std::string> optional;
  for (const auto& [name, what] : displacement::kOptionalPriors) optional.emplace_back(name);
  c.findings = displacement::judgements(c.priors);
  for (Problem& missing : displacement::missing_ranges(c.priors, optional)) c.findings.push_back(std::move(missing));
}

}  // namespace

OutlookCase read_outlook_case(const std::string& directory, Day as_of) {
  Problems problems;
  const fs::path folder = directory;
  OutlookCase c;
  c.name = fs::absolute(folder).lexically_normal().filename().string();
  if (c.name.empty()) c.name = fs::absolute(folder).lexically_normal().parent_path().filename().string();
  c.as_of = as_of;
  Inputs inputs{displacement::bulk_folder(directory), {}};
  const CsvTable list = parse_csv(read_file(folder / "outlook.csv"), "outlook.csv", problems);
  for (const CsvRow& row : list.rows) {
    displacement::expect_one_of(list, row, "kind", kKinds, problems);
    inputs.file[std::string{list.cell(row, "kind")}] = list.cell(row, "file");
  }
  problems.throw_if_errors();
  c.onset = displacement::day_option(inputs.file["onset"], "outlook.csv: onset");
  if (as_of < c.onset)
    throw InputError({.code = "P610",
                      .problem = fmt::format("--as-of {} is before the onset, {}", displacement::calendar_date(as_of),
                                             displacement::calendar_date(c.onset)),
                      .why = "nothing had happened",
                      .where = "command line"});
  read_regions(c, inputs.path("regions", directory), inputs.file["left_out"], problems);
  for (std::size_t k = 0; k < c.regions.size(); ++k)
    (void)c.known.push_back(std::vector<Exposure>(static_cast<std::size_t>(as_of - c.onset) + 1));
  const auto cells = read_grid(c, inputs.path("grid", directory), problems);
  problems.throw_if_errors();
  read_control(c, inputs.path("control", directory), cells, problems);
  read_alerts(c, inputs.path("alerts", directory), problems);
  read_conflict(c, inputs.path("conflict", directory), cells, problems);
  if (inputs.file.contains("crossings"))
    read_open_crossings(c, inputs.path("crossings", directory), inputs.file["closed"], problems);
  read_claims(c, folder, problems);
  read_ranges(c, folder, problems);
  if (displacement::find_prior(c.priors, "cross_distance") && !inputs.file.contains("crossings"))
    problems.add({.code = "P611",
                  .problem = "priors.csv has a row cross_distance, outlook.csv none \"crossings\"",
                  .why = "the way to a border is measured to open crossings",
                  .where = directory + "/outlook.csv"});
  problems.throw_if_errors();
  return c;
}

double km_apart(double lat1, double lon1, double lat2, double lon2) {
  return 111.2 * apart(lat1, lon1, lat2, lon2);
}

RegionId nearest_region(const OutlookCase& c, double lat, double lon) {
  double best = 1e300;
  RegionId out;
  for (const RegionId id : c.regions.ids())
    if (const double d = apart(lat, lon, c.regions[id].lat, c.regions[id].lon); d < best) {
      best = d;
      out = id;
    }
  return out;
}

}  // namespace passage::outlook
