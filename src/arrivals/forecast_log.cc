#include "arrivals/forecast_log.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <tuple>

#include "core/csv.h"
#include "core/file.h"
#include "displacement/dated_csv.h"

namespace passage::arrivals {
namespace {

constexpr const char* kHeader = "made,country,after,until,p5,p50,p95,observed\n";

// People in the days (after, until], if reports begin and end there and none of them falls.
std::optional<double> counted(const std::vector<ArrivalReport>& reports, Day after, Day until) {
  double people = 0;
  for (Day at = after; at < until;) {
    const auto next = std::find_if(reports.begin(), reports.end(), [&](const ArrivalReport& r) {
      return r.from == at && r.to <= until && r.people >= 0;
    });
    if (next == reports.end()) return std::nullopt;
    people += next->people;
    at = next->to;
  }
  return people;
}

}  // namespace

ForecastLog read_forecast_log(const std::string& file) {
  ForecastLog out;
  if (!std::filesystem::exists(file)) return out;
  Problems problems;
  const CsvTable table = parse_csv(read_file(file), std::filesystem::path(file).filename().string(), problems);
  for (const CsvRow& row : table.rows) {
    const auto made = displacement::calendar_day(table.cell(row, "made")),
               after = displacement::calendar_day(table.cell(row, "after")),
               until = displacement::calendar_day(table.cell(row, "until"));
    LoggedInterval& i = out.emplace_back();
    i.country = table.cell(row, "country");
    if (!made || !after || !until || i.country.empty() || *until <= *after) {
      problems.add({.code = "P632",
                    .problem = "the row is not of a forecast log",
                    .why = "made, after and until are dates in that order, country is a name",
                    .where = table.where(row),
                    .suggestion = "name another file, or delete this one: the history begins anew"});
      continue;
    }
    std::tie(i.made, i.after, i.until) = std::tuple(*made, *after, *until);
    i.p5 = displacement::number_in(table, row, "p5", 1e12, problems).value_or(0);
    i.p50 = displacement::number_in(table, row, "p50", 1e12, problems).value_or(0);
    i.p95 = displacement::number_in(table, row, "p95", 1e12, problems).value_or(0);
    if (!table.cell(row, "observed").empty())
      i.observed = displacement::number_in(table, row, "observed", 1e12, problems);
  }
  problems.throw_if_errors();
  return out;
}

std::string forecast_log_csv(const ForecastLog& log) {
  std::string out = kHeader;
  for (const LoggedInterval& i : log) {
    out += fmt::format("{},{},{},{},{},{},{},", displacement::calendar_date(i.made), csv_field(i.country),
                       displacement::calendar_date(i.after), displacement::calendar_date(i.until), std::llround(i.p5),
                       std::llround(i.p50), std::llround(i.p95));
    out += i.observed ? fmt::format("{}\n", std::llround(*i.observed)) : "\n";
  }
  return out;
}

void update_forecast_log(ForecastLog& log, const ForecastLog& added, const std::vector<ArrivalSeries>& places) {
  std::erase_if(log, [&](const LoggedInterval& old) {
    return std::any_of(added.begin(), added.end(),
                       [&](const LoggedInterval& now) { return now.made == old.made && now.country == old.country; });
  });
  log.insert(log.end(), added.begin(), added.end());
  std::stable_sort(log.begin(), log.end(), [](const LoggedInterval& a, const LoggedInterval& b) {
    return std::tie(a.made, a.country, a.until) < std::tie(b.made, b.country, b.until);
  });
  for (LoggedInterval& i : log)
    for (const ArrivalSeries& place : places)
      if (place.country == i.country)
        if (const auto people = counted(place.reports, i.after, i.until)) i.observed = people;
}

Held held_of(const ForecastLog& log) {
  std::vector<const LoggedInterval*> known;
  for (const LoggedInterval& i : log)
    if (i.observed) known.push_back(&i);
  std::stable_sort(known.begin(), known.end(), [](const LoggedInterval* a, const LoggedInterval* b) {
    return std::tie(a->until, a->made) > std::tie(b->until, b->made);
  });
  Held out;
  for (const LoggedInterval* i : known) {
    if (out.counted == kLastIntervals) break;
    ++out.counted;
    out.held += i->p5 <= *i->observed + 0.5 && *i->observed - 0.5 <= i->p95 ? 1 : 0;
  }
  return out;
}

}  // namespace passage::arrivals
