#include "arrivals/arrivals.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "arrivals/returns.h"
#include "displacement/dated_csv.h"

namespace passage::arrivals {
namespace {

constexpr std::size_t kMembers = 1000;
constexpr Day kLoggedDays = 30;
constexpr std::uint32_t kDayNoise = 0x4E444159, kTotalNoise = 0x4E544F54;

double fullest_day_of(const std::vector<ArrivalReport>& reports) {
  double out = 0;
  for (const ArrivalReport& r : reports) out = std::max(out, r.people / (r.to - r.from));
  return out;
}

Problem falls(const ArrivalSeries& series) {
  return {.severity = Severity::kFinding,
          .code = "P630",
          .problem = fmt::format("{} of {} counts of {} are below the one before, by {:.0f} people in all",
                                 series.falls, series.reports.size(), series.country, series.fell),
          .why = "corrections, or people who went back: they tell nothing of who came",
          .where = "arrivals.csv",
          .persons = std::llround(series.fell)};
}

// People who come after the last row, up to a day.
LoggedInterval interval(const ArrivalSeries& series, Day made, Day until, const std::vector<double>& people) {
  const displacement::Levels7 levels = displacement::seven_levels(people);
  return {.country = series.country,
          .made = made,
          .after = series.last,
          .until = until,
          .p5 = levels[1],
          .p50 = levels[3],
          .p95 = levels[5],
          .observed = {}};
}

}  // namespace

Arrivals forecast_arrivals(const std::string& directory, const ArrivalOptions& options) {
  if (options.end <= options.last)
    throw InputError({.code = "P610", .problem = "--until is not after --train-until", .where = "command line"});
  const auto days = static_cast<std::size_t>(options.end - options.last);
  const ArrivalPrior prior;
  std::vector<std::vector<double>> total(days, std::vector<double>(kMembers, 0)), abroad = total;
  Arrivals out;
  const std::vector<double> back = return_rates(directory, options.seed, kMembers, out.findings);
  const CrossingFigures crossings = read_crossings(directory, displacement::bulk_folder(directory));
  std::uint32_t stream = 1;
  out.places = read_arrivals(directory, options.last);
  for (const ArrivalSeries& series : out.places) {
    ArrivalFilter filter(prior, options.seed, stream, kArrivalParticles);
    for (const ArrivalReport& report : series.reports) filter.learn(report);
    const auto waited = static_cast<std::size_t>(options.last - series.last);
    ArrivalPaths paths = filter.forecast(waited + days, kMembers, kSharedShocks);
    Random day_noise(options.seed, kDayNoise, stream), total_noise(options.seed, kTotalNoise, stream);
    std::vector<double> come(kMembers, 0), since(kMembers), daily(kMembers), stay(kMembers, 0), held(kMembers);
    for (std::size_t m = 0; m < kMembers; ++m) held[m] = still_abroad(series, back[m]);
    for (std::size_t day = 0; day < waited + days; ++day) {
      for (std::size_t m = 0; m < kMembers; ++m) {
        const double kept = std::exp(-back[m]);
        come[m] += paths.people[day][m];
        stay[m] = stay[m] * kept + paths.people[day][m];
        held[m] *= kept;
      }
      for (std::size_t m = 0; m < kMembers; ++m)
        since[m] = filter.reported(come[m], paths.error[m], static_cast<double>(day) + 1, total_noise);
      const Day date = series.last + 1 + static_cast<Day>(day);
      if (static_cast<Day>(day) < kLoggedDays) out.intervals.push_back(interval(series, options.last, date, since));
      if (day < waited) continue;
      for (std::size_t m = 0; m < kMembers; ++m) {
        daily[m] = filter.reported(paths.people[day][m], paths.error[m], 1, day_noise);
        total[day - waited][m] += series.held + since[m];
        abroad[day - waited][m] += held[m] + since[m] * stay[m] / come[m];
      }
      out.by_country.push_back({series.country, displacement::calendar_date(date), displacement::seven_levels(daily)});
    }
    paths.people.erase(paths.people.begin(), paths.people.begin() + static_cast<std::ptrdiff_t>(waited));
    forecast_crossings({series.country, fullest_day_of(series.reports), options.last + 1, std::move(paths.people)},
                       crossings, options.seed, stream, out.crossings, out.crossing_steps);
    if (options.scores) out.scores.push_back({series.country, score_rolling(series, prior, {.seed = options.seed})});
    if (series.falls > 0) out.findings.push_back(falls(series));
    ++stream;
  }
  for (std::size_t day = 0; day < days; ++day) {
    const std::string date = displacement::calendar_date(options.last + 1 + static_cast<Day>(day));
    out.totals.push_back({"", date, displacement::seven_levels(total[day])});
    out.abroad.push_back({"", date, displacement::seven_levels(abroad[day])});
  }
  return out;
}

}  // namespace passage::arrivals
