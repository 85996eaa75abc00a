#include "displacement/record.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "displacement/flee_csv.h"

namespace passage::displacement {
namespace {

using Points = std::vector<std::pair<Day, double>>;

Points read_points(const Case& c, const std::filesystem::path& path, const std::string& name,
                   std::optional<Day> read_until, std::vector<Problem>& problems) {
  const FleeCsv csv = read_flee_csv(path, name, problems);
  Points points;
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (&row == &csv.rows.front() && (read.text(0) == "Date" || read.text(0) == "DateTime" || read.text(0).empty()))
      continue;
    if (!read.has(2)) continue;
    const auto day = day_of(c, read.text(0));
    if (!day) {
      read.bad(fmt::format("date is \"{}\"", read.text(0)), "YYYY-MM-DD is wanted");
      continue;
    }
    if (read_until && *day > *read_until) continue;
    if (read.text(1).empty()) continue;  // a date without a count: no count was made
    const double count = static_cast<double>(read.whole(1, "count", 0, 1'000'000'000));
    if (!points.empty() && *day == points.back().first)
      problems.push_back({.severity = Severity::kWarning,
                          .code = "P607",
                          .problem = fmt::format("{} stands there twice", read.text(0)),
                          .why = "up to that day the first count holds, from it on the last",
                          .where = csv.where(row)});
    if (!points.empty() && *day < points.back().first) {
      problems.push_back({.severity = Severity::kWarning,
                          .code = "P607",
                          .problem = fmt::format("{} does not come after the row before it", read.text(0)),
                          .why = "dates ascend; the row is left out",
                          .where = csv.where(row),
                          .suggestion = "put the row where its date belongs, or mend the date"});
    } else if (read.good()) {
      points.emplace_back(*day, count);
    }
  }
  return points;
}

Points sum(const Points& a, const Points& b) {
  std::set<Day> days;
  for (const auto& [day, value] : a) days.insert(day);
  for (const auto& [day, value] : b) days.insert(day);
  Points out;
  for (const Day day : days) out.emplace_back(day, value_at(a, day) + value_at(b, day));
  return out;
}

void correct(Case& c, const std::filesystem::path& folder, std::optional<Day> read_until,
             std::vector<Problem>& problems) {
  const auto path = folder / "input_csv" / "registration_corrections.csv";
  if (!std::filesystem::exists(path)) return;
  const FleeCsv csv = read_flee_csv(path, "input_csv/registration_corrections.csv", problems);
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(2)) continue;
    std::vector<std::string> names;
    for (const Series& camp : c.record.camps) names.push_back(camp.name);
    const auto camp = std::find(names.begin(), names.end(), read.text(0));
    const auto day = day_of(c, read.text(1));
    if (!day) {
      read.bad(fmt::format("date is \"{}\"", read.text(1)), "YYYY-MM-DD is wanted");
    } else if (camp == names.end()) {
      read.bad(fmt::format("\"{}\" is not in data_layout.csv", read.text(0)), fmt::format("{} camps are", names.size()),
               did_you_mean(read.text(0), names), "P603");
    } else if (*day >= 0 && (!read_until || *day <= *read_until)) {
      Points& points = c.record.camps[static_cast<std::size_t>(camp - names.begin())].points;
      const auto at = std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.first == *day; });
      if (at == points.end() || at == points.begin() || std::prev(at)->second < 1) {
        read.bad(fmt::format("the record of {} has no row of {} after one with people", read.text(0), read.text(1)),
                 "earlier rows are scaled by that row over the one before", {}, "P607");
        continue;
      }
      const double factor = at->second / std::prev(at)->second;
      for (auto p = points.begin(); p != at; ++p) p->second *= factor;
    }
  }
}

}  // namespace

double value_at(const Points& points, Day day) {
  if (points.empty()) return 0;
  const auto after =
      std::upper_bound(points.begin(), points.end(), day, [](Day d, const auto& point) { return d < point.first; });
  if (after == points.begin()) return points.front().second;
  const auto before = std::prev(after);
  if (after == points.end()) return before->second;
  const double share = static_cast<double>(day - before->first) / static_cast<double>(after->first - before->first);
  return before->second + share * (after->second - before->second);
}

void read_record(Case& c, const std::filesystem::path& folder, std::optional<Day> read_until,
                 std::vector<Problem>& problems) {
  const auto layout = folder / "source_data" / "data_layout.csv";
  if (!std::filesystem::exists(layout)) return;
  const FleeCsv csv = read_flee_csv(layout, "source_data/data_layout.csv", problems);
  for (const FleeRow& row : csv.rows) {
    RowReader read(csv, row, problems);
    if (!read.has(2)) continue;
    Series series{.name = read.text(0), .by_day = {}, .points = {}};
    for (std::size_t k = 1; k < row.fields.size(); ++k) {
      if (row.fields[k].empty()) continue;
      const Points points =
          read_points(c, folder / "source_data" / row.fields[k], "source_data/" + row.fields[k], read_until, problems);
      series.points = k == 1 ? points : sum(series.points, points);
    }
    if (series.name == "total") {
      c.record.total = std::move(series);
    } else if (!find_place(c, series.name)) {
      std::vector<std::string> names;
      for (const Place& place : c.places) names.push_back(place.name);
      problems.push_back({.severity = Severity::kWarning,
                          .code = "P603",
                          .problem = fmt::format("\"{}\" is not in locations.csv", series.name),
                          .why = "its people count among those who flee, its record is not compared",
                          .where = csv.where(row),
                          .suggestion = did_you_mean(series.name, names)});
      c.record.elsewhere.push_back(std::move(series));
    } else {
      c.record.camps.push_back(std::move(series));
    }
  }
  correct(c, folder, read_until, problems);
  const auto fill = [&](Series& series) {
    for (Day day = 0; day < c.days; ++day) series.by_day.push_back(std::floor(value_at(series.points, day)));
  };
  for (Series& camp : c.record.camps) fill(camp);
  for (Series& camp : c.record.elsewhere) fill(camp);
  fill(c.record.total);
}

}  // namespace passage::displacement
