#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <set>

#include "core/file.h"
#include "core/text.h"
#include "displacement/case.h"
#include "displacement/flee_csv.h"
#include "displacement/record.h"

namespace passage::displacement {
namespace {

namespace fs = std::filesystem;
using ProblemList = std::vector<Problem>;

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  const std::string copy{text};
  char rest = 0;
  if (text.size() != 10 || std::sscanf(copy.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::chrono::sys_days start_of(const Case& c) {
  return std::chrono::sys_days{
      std::chrono::year_month_day{std::chrono::year{c.year}, std::chrono::month{c.month}, std::chrono::day{c.day}}};
}

std::vector<std::string> place_names(const Case& c) {
  std::vector<std::string> names;
  for (const Place& place : c.places) names.push_back(place.name);
  return names;
}

std::optional<PlaceKind> kind_of(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto says = [&](const char* part) { return text.find(part) != std::string::npos; };
  if (says("camp")) return says("idp") ? PlaceKind::kIdpCamp : PlaceKind::kCamp;
  if (says("conflict")) return PlaceKind::kConflict;
  if (says("forward")) return PlaceKind::kHub;
  if (says("marker")) return PlaceKind::kMarker;
  if (says("town") || says("default")) return PlaceKind::kTown;
  return std::nullopt;
}

void read_period(Case& c, const fs::path& folder, const CaseOptions& options, ProblemList& problems) {
  const FleeCsv csv = read_flee_csv(folder / "input_csv" / "sim_period.csv", "input_csv/sim_period.csv", problems);
  bool dated = false;
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(2)) continue;
    std::string key = read.text(0);
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char ch) { return std::tolower(ch); });
    if (key == "startdate") {
      const auto date = parse_date(read.text(1));
      if (!date) {
        read.bad(fmt::format("StartDate is \"{}\"", read.text(1)), "YYYY-MM-DD is wanted");
        continue;
      }
      const std::chrono::year_month_day ymd{*date};
      c.year = static_cast<int>(ymd.year());
      c.month = static_cast<unsigned>(ymd.month());
      c.day = static_cast<unsigned>(ymd.day());
      dated = true;
    } else if (key == "length") {
      c.days = static_cast<Day>(read.whole(1, "Length", 1, 36500));
    } else {
      read.bad(fmt::format("\"{}\" is not a key", row.fields[0]), "StartDate and Length are");
    }
  }
  if (!dated || c.days == 0)
    problems.push_back(
        {.code = "P601", .problem = "StartDate and Length are wanted", .where = "input_csv/sim_period.csv"});
  if (options.days > 0) c.days = options.days;
}

void read_places(Case& c, const fs::path& folder, ProblemList& problems) {
  const FleeCsv csv = read_flee_csv(folder / "input_csv" / "locations.csv", "input_csv/locations.csv", problems);
  std::set<std::string> seen;
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(8)) continue;
    Place place;
    place.name = read.text(0);
    place.region = read.text(1);
    place.country = read.text(2).empty() ? "unknown" : read.text(2);
    place.lat = read.text(3).empty() ? 0 : read.number(3, "gps_x (latitude)", -90, 90);
    place.lon = read.text(4).empty() ? 0 : read.number(4, "gps_y (longitude)", -180, 180);
    const auto kind = kind_of(read.text(5));
    if (!kind)
      read.bad(fmt::format("location_type is \"{}\"", read.text(5)),
               "camp, idpcamp, conflict_zone, town, forwarding_hub or marker is wanted");
    place.kind = kind.value_or(PlaceKind::kTown);
    if (place.kind == PlaceKind::kConflict)
      place.conflict_from = static_cast<Day>(read.whole(6, "conflict_date", -1, 36500));
    const std::int64_t people = read.whole(7, "population or capacity", 0, 10'000'000'000, 0);
    const bool camp = place.kind == PlaceKind::kCamp || place.kind == PlaceKind::kIdpCamp;
    (camp ? place.capacity : place.population) = people;
    for (std::size_t k = 8; k < row.fields.size(); ++k)
      if (k < csv.header.size() && !row.fields[k].empty()) place.attributes[csv.header[k]] = row.fields[k];
    place.where = csv.where(row);
    if (place.name.empty() || !seen.insert(place.name).second)
      read.bad(fmt::format("place \"{}\" has no name of its own", place.name), "names are unique");
    place.foreign = !c.places.empty() && place.country != c.places[PlaceId{0}].country;
    if (!read.good()) seen.insert(place.name);
    c.places.push_back(std::move(place));
  }
  if (c.places.empty())
    problems.push_back({.code = "P601", .problem = "there is no place", .where = "input_csv/locations.csv"});
}

void read_links(Case& c, const fs::path& folder, ProblemList& problems) {
  const FleeCsv csv = read_flee_csv(folder / "input_csv" / "routes.csv", "input_csv/routes.csv", problems);
  const auto names = place_names(c);
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(3)) continue;
    PlaceId end[2];
    for (std::size_t k = 0; k < 2; ++k) {
      const auto place = find_place(c, read.text(k));
      if (!place)
        read.bad(fmt::format("\"{}\" is not in locations.csv", read.text(k)), "a route joins two places",
                 did_you_mean(read.text(k), names), "P603");
      end[k] = place.value_or(PlaceId{0});
    }
    const double km = read.number(2, "distance", 0, 40000);
    const std::int64_t forced = read.whole(3, "forced_redirection", 0, 2, 0);
    if (!read.good()) continue;
    const auto metres = static_cast<std::int32_t>(std::lround(km * 1000));
    // 1: people are sent from name2 to name1; 2: from name1 to name2 (Flee's manual).
    c.links.push_back({end[0], end[1], metres, forced == 2});
    c.links.push_back({end[1], end[0], metres, forced == 1});
  }
}

void check_closure(const Case& c, const Closure& closure, RowReader& read) {
  const auto names = place_names(c);
  std::vector<std::string> countries;
  for (const Place& place : c.places) countries.push_back(place.country);
  const bool by_country = closure.kind == ClosureKind::kCountry;
  const bool two = closure.kind == ClosureKind::kLink || by_country || closure.kind == ClosureKind::kForcedRedirection;
  for (const std::string& name : two ? std::vector{closure.name1, closure.name2} : std::vector{closure.name1}) {
    const auto& known = by_country ? countries : names;
    if (std::find(known.begin(), known.end(), name) == known.end())
      read.bad(fmt::format("{} \"{}\" is not in locations.csv", by_country ? "country" : "place", name),
               "the closure would close nothing", did_you_mean(name, known), "P603");
  }
}

void read_closures(Case& c, const fs::path& folder, ProblemList& problems) {
  if (!fs::exists(folder / "input_csv" / "closures.csv")) return;
  static const std::map<std::string, ClosureKind> kinds{
      {"location", ClosureKind::kLocation}, {"country", ClosureKind::kCountry},
      {"link", ClosureKind::kLink},         {"camp", ClosureKind::kCamp},
      {"idpcamp", ClosureKind::kIdpCamp},   {"remove_forced_redirection", ClosureKind::kForcedRedirection}};
  const FleeCsv csv = read_flee_csv(folder / "input_csv" / "closures.csv", "input_csv/closures.csv", problems);
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(5)) continue;
    const auto kind = kinds.find(read.text(0));
    if (kind == kinds.end()) {
      std::vector<std::string> known;
      for (const auto& [name, value] : kinds) known.push_back(name);
      read.bad(fmt::format("closure_type is \"{}\"", read.text(0)), fmt::format("{} are known", fmt::join(known, ", ")),
               did_you_mean(read.text(0), known));
      continue;
    }
    Closure closure{kind->second, read.text(1), read.text(2),
                    static_cast<Day>(read.whole(3, "closure_start", 0, 36500)), std::nullopt};
    const auto end = static_cast<Day>(read.whole(4, "closure_end", -1, 36500));
    // remove_forced_redirection rows carry 0 for "for good" (FabFlee's cases).
    if (end > closure.from) closure.until = end;
    if (end >= 0 && end <= closure.from && closure.kind != ClosureKind::kForcedRedirection)
      read.bad(fmt::format("the closure ends on day {}, not after its start {}", end, closure.from),
               "-1 means that it never reopens");
    check_closure(c, closure, read);
    if (read.good()) c.closures.push_back(std::move(closure));
  }
}

void read_conflicts(Case& c, const fs::path& folder, std::optional<Day> read_until, ProblemList& problems) {
  c.conflict = Table<PlaceId, std::vector<float>>(c.places.size());
  if (!fs::exists(folder / "input_csv" / "conflicts.csv")) return;
  const FleeCsv csv = read_flee_csv(folder / "input_csv" / "conflicts.csv", "input_csv/conflicts.csv", problems);
  std::vector<std::optional<PlaceId>> columns(csv.header.size());
  for (std::size_t k = 1; k < csv.header.size(); ++k) {
    columns[k] = find_place(c, csv.header[k]);
    if (!columns[k])
      problems.push_back({.code = "P603",
                          .problem = fmt::format("\"{}\" is not in locations.csv", csv.header[k]),
                          .where = csv.file + ":1",
                          .suggestion = did_you_mean(csv.header[k], place_names(c))});
  }
  Day expected = 0;
  for (const FleeRow& row : csv.rows) {
    if (expected >= c.days || (read_until && expected > *read_until)) break;
    RowReader read(csv, row, problems);
    const Day wanted = expected++;  // a short row is a day too: it does not put those after it in the wrong
    if (!read.has(csv.header.size())) continue;
    const Day day = static_cast<Day>(read.whole(0, "Day", 0, 36500));
    if (day != wanted) read.bad(fmt::format("Day is {}, not {}", day, wanted), "days follow each other from 0");
    for (std::size_t k = 1; k < columns.size(); ++k)
      if (columns[k]) c.conflict[*columns[k]].push_back(static_cast<float>(read.number(k, "intensity", 0, 1)));
  }
  const Day wanted = read_until ? std::min(c.days, *read_until + 1) : c.days;
  if (expected < wanted)
    problems.push_back({.code = "P608",
                        .problem = fmt::format("conflicts cover {} days of {}", expected, wanted),
                        .where = csv.file,
                        .suggestion = "add rows, or shorten Length in sim_period.csv (or --days)"});
  // What is not read stays as it was on the last day read.
  for (auto& column : c.conflict)
    if (!column.empty()) column.resize(static_cast<std::size_t>(c.days), column.back());
}

void read_settings_file(Case& c, const fs::path& folder, const CaseOptions& options, ProblemList& problems) {
  std::vector<fs::path> candidates;
  if (!options.settings_file.empty()) {
    candidates.push_back(options.settings_file);
  } else {
    const fs::path whole = fs::absolute(folder).lexically_normal();
    candidates = {whole / "simsetting.yml", whole.parent_path() / "simsetting.yml",
                  whole.parent_path().parent_path() / "simsetting.yml"};
  }
  for (const fs::path& path : candidates)
    if (!options.settings_file.empty() || fs::exists(path)) {
      c.settings = read_settings(read_file(path), path.filename().string(), problems);
      return;
    }
  problems.push_back({.severity = Severity::kFinding,
                      .code = "P606",
                      .problem = "there is no simsetting.yml in or above the case",
                      .why = "Flee's own defaults are used",
                      .where = c.name,
                      .suggestion = "--settings FILE names one"});
}

}  // namespace

std::string date_of(const Case& c, Day day) {
  const std::chrono::year_month_day date{start_of(c) + std::chrono::days{day}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Day> day_of(const Case& c, std::string_view date) {
  const auto day = parse_date(date);
  if (!day) return std::nullopt;
  return static_cast<Day>((*day - start_of(c)).count());
}

std::optional<PlaceId> find_place(const Case& c, std::string_view name) {
  for (const PlaceId id : c.places.ids())
    if (c.places[id].name == name) return id;
  return std::nullopt;
}

Case read_case(const std::string& directory, const CaseOptions& options) {
  const fs::path folder = directory;
  if (!fs::is_directory(folder / "input_csv"))
    throw InputError({.code = "P606",
                      .problem = fmt::format("{} is not a displacement case", directory),
                      .why = "it has no folder input_csv",
                      .where = directory});
  Case c;
  c.directory = directory;
  c.name = fs::absolute(folder).lexically_normal().filename().string();
  if (c.name.empty()) c.name = fs::absolute(folder).lexically_normal().parent_path().filename().string();
  ProblemList problems;
  read_period(c, folder, options, problems);
  read_settings_file(c, folder, options, problems);
  read_places(c, folder, problems);
  Problems so_far;
  for (const Problem& problem : problems) so_far.add(problem);
  so_far.throw_if_errors();  // links, closures and the record name places and dates
  read_links(c, folder, problems);
  read_closures(c, folder, problems);
  read_conflicts(c, folder, options.read_until, problems);
  read_record(c, folder, options.read_until, problems);
  Problems all;
  for (const Problem& problem : problems) all.add(problem);
  all.throw_if_errors();
  c.findings = problems;
  return c;
}

}  // namespace passage::displacement
