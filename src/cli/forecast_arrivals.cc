#include "cli/forecast_arrivals.h"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/forecast_output.h"
#include "cli/forecast_scores.h"
#include "core/csv.h"
#include "core/file.h"
#include "displacement/arrival_news.h"
#include "displacement/arrivals.h"
#include "displacement/dated_csv.h"

namespace passage::cli {
namespace {

namespace dp = passage::displacement;
using Json = nlohmann::ordered_json;

constexpr const char* kFive[] = {"p5", "p25", "p50", "p75", "p95"};
constexpr const char* kSeven[] = {"p2_5", "p5", "p25", "p50", "p75", "p95", "p97_5"};

Json row_json(const dp::ArrivalRow& row) {
  Json out;
  if (!row.country.empty()) out["country"] = row.country;
  out["date"] = row.date;
  for (std::size_t k = 0; k < 7; ++k) out[kSeven[k]] = std::llround(row.people[k]);
  return out;
}

Json five_json(const std::array<double, 5>& people) {
  Json out;
  for (std::size_t k = 0; k < 5; ++k) out[kFive[k]] = std::llround(people[k]);
  return out;
}

Json crossing_json(const dp::CrossingRow& row) {
  Json out{{"country", row.country}, {"date", row.date}};
  out.update(five_json(row.people));
  out["crossing"] = row.crossing;
  out["wait_h"] = {{"p50", std::round(10 * row.hours[2]) / 10}, {"p95", std::round(10 * row.hours[4]) / 10}};
  return out;
}

Json step_json(const dp::CrossingStep& step) {
  return {{"country", step.country},
          {"crossing", step.crossing},
          {"time", step.time},
          {"people", five_json(step.people)},
          {"waiting", five_json(step.waiting)}};
}

std::string crossings_csv(const dp::Arrivals& arrivals) {
  std::string out = "country,crossing,date,p5,p25,p50,p75,p95,wait_h_p50,wait_h_p95\n";
  for (const dp::CrossingRow& row : arrivals.crossings) {
    out += fmt::format("{},{},{}", csv_field(row.country), csv_field(row.crossing), row.date);
    for (const double people : row.people) out += fmt::format(",{}", std::llround(people));
    out += fmt::format(",{:.1f},{:.1f}\n", row.hours[2], row.hours[4]);
  }
  return out;
}

std::string crossing_steps_csv(const dp::Arrivals& arrivals) {
  std::string out = "country,crossing,time";
  for (const char* what : {"people", "waiting"})
    for (const char* level : kFive) out += fmt::format(",{}_{}", what, level);
  for (const dp::CrossingStep& step : arrivals.crossing_steps) {
    out += fmt::format("\n{},{},{}", csv_field(step.country), csv_field(step.crossing), step.time);
    for (const double people : step.people) out += fmt::format(",{}", std::llround(people));
    for (const double people : step.waiting) out += fmt::format(",{}", std::llround(people));
  }
  return out + "\n";
}

std::string held_line(const dp::Held& held) {
  return fmt::format("Of our last {} 90 % intervals, {} held.", held.counted, held.held);
}

ForecastOutput output_of(const std::string& train_until, const dp::Arrivals& arrivals, const dp::Held& held) {
  ForecastOutput out;
  out.title = "Arrivals by country, learnt until " + train_until;
  if (held.counted > 0) out.notes.push_back(held_line(held));
  const auto add = [&](const dp::ArrivalRow& row, const std::string& place, const char* what) {
    if (out.series.empty() || out.series.back().place != place || out.series.back().what != what)
      out.series.push_back({place, what, {}, {}, {}});
    out.series.back().dates.push_back(row.date);
    out.series.back().fans.push_back(dp::inner(row.people));
  };
  for (const dp::ArrivalRow& row : arrivals.abroad) add(row, "all", "abroad, less who went back");
  for (const dp::ArrivalRow& row : arrivals.totals) add(row, "all", "arrived since the start, all countries");
  for (const dp::ArrivalRow& row : arrivals.by_country) add(row, row.country, "arrivals a day");
  for (std::size_t k = 0; k < arrivals.crossings.size(); ++k) {
    const dp::CrossingRow& row = arrivals.crossings[k];
    if (k + 1 < arrivals.crossings.size() && arrivals.crossings[k + 1].crossing == row.crossing) continue;
    out.places.push_back(
        {row.country + ": " + row.crossing, row.crossing, row.lat, row.lon, "let through", row.people});
  }
  if (!arrivals.crossings.empty()) out.files["crossings.csv"] = crossings_csv(arrivals);
  if (!arrivals.crossing_steps.empty()) out.files["crossings_by_hour.csv"] = crossing_steps_csv(arrivals);
  return out;
}

// What the new reports changed, and which of them most.
std::vector<dp::ArrivalNews> news_of(const ArrivalsCommand& o, const dp::ArrivalOptions& options,
                                     const dp::Arrivals& arrivals) {
  if (o.since.empty()) return {};
  const dp::Day since = dp::day_option(o.since, "--since");
  if (since >= options.last)
    throw InputError({.code = "P633",
                      .problem = fmt::format("--since {} is not before --train-until {}", o.since, o.train_until),
                      .why = "it names the last day of the earlier forecast",
                      .where = "command line"});
  return dp::arrival_news(arrivals.places,
                          {.since = since, .from = options.last, .until = options.end, .seed = o.seed});
}

Json news_json(const dp::ArrivalNews& news) {
  Json expected;
  for (std::size_t k = 0; k < 7; ++k) expected[kSeven[k]] = std::llround(news.expected[k]);
  return {{"country", news.country},
          {"after", dp::calendar_date(news.report.from)},
          {"until", dp::calendar_date(news.report.to)},
          {"people", std::llround(news.report.people)},
          {"expected", expected},
          {"to_come_before", std::llround(news.before)},
          {"to_come_after", std::llround(news.after)}};
}

// One line a country: how its forecast changed, and the report that moved it most.
void print_news(const std::vector<dp::ArrivalNews>& news) {
  for (std::size_t first = 0, end = 0; first < news.size(); first = end) {
    std::size_t most = first;
    for (; end < news.size() && news[end].country == news[first].country; ++end)
      if (std::fabs(news[end].after - news[end].before) > std::fabs(news[most].after - news[most].before)) most = end;
    const dp::ArrivalNews& moved = news[most];
    fmt::print("{}: {:.0f} to come by then, {:.0f} before the {} new reports\n", moved.country, news[end - 1].after,
               news[first].before, end - first);
    fmt::print(
        "  most by that of {} to {}: {:.0f} people where {:.0f} were expected (90 %: {:.0f} to {:.0f}), {:+.0f}\n",
        dp::calendar_date(moved.report.from + 1), dp::calendar_date(moved.report.to), moved.report.people,
        moved.expected[3], moved.expected[1], moved.expected[5], moved.after - moved.before);
  }
}

// The history with this forecast and what the counts say of earlier ones.
dp::ForecastLog history(const ArrivalsCommand& o, const dp::Arrivals& arrivals) {
  dp::ForecastLog out;
  if (o.log.empty()) return out;
  out = dp::read_forecast_log(o.log);
  dp::update_forecast_log(out, arrivals.intervals, arrivals.places);
  return out;
}

Json answer(const dp::Arrivals& arrivals, bool by_hour) {
  Json out{{"abroad_by_date", Json::array()},
           {"arrivals", Json::array()},
           {"totals_by_date", Json::array()},
           {"scores", Json::array()}};
  for (const dp::ArrivalRow& row : arrivals.abroad) out["abroad_by_date"].push_back(row_json(row));
  for (const dp::ArrivalRow& row : arrivals.by_country) out["arrivals"].push_back(row_json(row));
  for (const dp::ArrivalRow& row : arrivals.totals) out["totals_by_date"].push_back(row_json(row));
  for (const dp::CountryScores& country : arrivals.scores)
    out["scores"].push_back({{"country", country.country}, {"horizons", horizons_json(country.by_horizon)}});
  for (const dp::CrossingRow& row : arrivals.crossings) out["crossings"].push_back(crossing_json(row));
  if (by_hour)
    for (const dp::CrossingStep& step : arrivals.crossing_steps) out["crossings_by_hour"].push_back(step_json(step));
  return out;
}

}  // namespace

bool has_arrivals(const std::string& directory) {
  return std::filesystem::exists(std::filesystem::path(directory) / "arrivals.csv");
}

int run_arrivals(const ArrivalsCommand& o) {
  if (o.train_until.empty() || o.until.empty())
    throw InputError({.code = "P610",
                      .problem = "--train-until and --until are wanted",
                      .why = "the case has arrivals.csv",
                      .where = "command line"});
  const dp::ArrivalOptions options{.last = dp::day_option(o.train_until, "--train-until"),
                                   .end = dp::day_option(o.until, "--until"),
                                   .seed = o.seed};
  const dp::Arrivals arrivals = dp::forecast_arrivals(o.directory, options);
  if (o.by_hour && arrivals.crossing_steps.empty())
    throw InputError({.code = "P612",
                      .problem = "--by-hour is given",
                      .why = "the case asks for no hours",
                      .where = "command line",
                      .suggestion = "add a row step_h,1 to crossings.csv"});
  const auto news = news_of(o, options, arrivals);
  const dp::ForecastLog log = history(o, arrivals);
  const dp::Held held = dp::held_of(log);
  fmt::print(stderr, "{}", render(arrivals.findings));
  if (!o.output.empty())
    write_forecast(output_of(o.train_until, arrivals, held), o.output, o.train_until,
                   o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (!o.log.empty()) write_file(o.log, dp::forecast_log_csv(log), Overwrite::kReplace);
  if (o.json) {
    Json out = answer(arrivals, o.by_hour);
    for (const dp::ArrivalNews& n : news) out["news"].push_back(news_json(n));
    if (!o.log.empty()) out["forecast_log"] = {{"counted", held.counted}, {"held", held.held}};
    print_json(out.dump(2));
    return kExitDone;
  }
  for (std::size_t k = 0; k < arrivals.abroad.size(); ++k) {
    const dp::Levels7 &now = arrivals.abroad[k].people, &came = arrivals.totals[k].people;
    fmt::print("{}  {:>12.0f} abroad (90 %: {:.0f} to {:.0f}), of {:.0f} who have come (90 %: {:.0f} to {:.0f})\n",
               arrivals.abroad[k].date, now[3], now[1], now[5], came[3], came[1], came[5]);
  }
  print_news(news);
  if (held.counted > 0) fmt::print("{}\n", held_line(held));
  return kExitDone;
}

}  // namespace passage::cli
