#include "cli/forecast_arrivals.h"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "arrivals/arrival_news.h"
#include "arrivals/arrivals.h"
#include "cli/command.h"
#include "cli/forecast_output.h"
#include "cli/forecast_scores.h"
#include "core/csv.h"
#include "core/file.h"
#include "displacement/dated_csv.h"

namespace passage::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFive[] = {"p5", "p25", "p50", "p75", "p95"};
constexpr const char* kSeven[] = {"p2_5", "p5", "p25", "p50", "p75", "p95", "p97_5"};

Json row_json(const arrivals::ArrivalRow& row) {
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

Json crossing_json(const arrivals::CrossingRow& row) {
  Json out{{"country", row.country}, {"date", row.date}};
  out.update(five_json(row.people));
  out["crossing"] = row.crossing;
  out["wait_h"] = {{"p50", std::round(10 * row.hours[2]) / 10}, {"p95", std::round(10 * row.hours[4]) / 10}};
  return out;
}

Json step_json(const arrivals::CrossingStep& step) {
  return {{"country", step.country},
          {"crossing", step.crossing},
          {"time", step.time},
          {"people", five_json(step.people)},
          {"waiting", five_json(step.waiting)}};
}

std::string crossings_csv(const arrivals::Arrivals& arrivals) {
  std::string out = "country,crossing,date,p5,p25,p50,p75,p95,wait_h_p50,wait_h_p95\n";
  for (const arrivals::CrossingRow& row : arrivals.crossings) {
    out += fmt::format("{},{},{}", csv_field(row.country), csv_field(row.crossing), row.date);
    for (const double people : row.people) out += fmt::format(",{}", std::llround(people));
    out += fmt::format(",{:.1f},{:.1f}\n", row.hours[2], row.hours[4]);
  }
  return out;
}

std::string crossing_steps_csv(const arrivals::Arrivals& arrivals) {
  std::string out = "country,crossing,time";
  for (const char* what : {"people", "waiting"})
    for (const char* level : kFive) out += fmt::format(",{}_{}", what, level);
  for (const arrivals::CrossingStep& step : arrivals.crossing_steps) {
    out += fmt::format("\n{},{},{}", csv_field(step.country), csv_field(step.crossing), step.time);
    for (const double people : step.people) out += fmt::format(",{}", std::llround(people));
    for (const double people : step.waiting) out += fmt::format(",{}", std::llround(people));
  }
  return out + "\n";
}

std::string held_line(const arrivals::Held& held) {
  return fmt::format("Of our last {} 90 % intervals, {} held.", held.counted, held.held);
}

ForecastOutput output_of(const std::string& train_until, const arrivals::Arrivals& arrivals,
                         const arrivals::Held& held) {
  ForecastOutput out;
  out.title = "Arrivals by country, learnt until " + train_until;
  if (held.counted > 0) out.notes.push_back(held_line(held));
  const auto add = [&](const arrivals::ArrivalRow& row, const std::string& place, const char* what) {
    if (out.series.empty() || out.series.back().place != place || out.series.back().what != what)
      out.series.push_back({place, what, {}, {}, {}});
    out.series.back().dates.push_back(row.date);
    out.series.back().fans.push_back(displacement::inner(row.people));
  };
  for (const arrivals::ArrivalRow& row : arrivals.abroad) add(row, "all", "abroad, less who went back");
  for (const arrivals::ArrivalRow& row : arrivals.totals) add(row, "all", "arrived since the start, all countries");
  for (const arrivals::ArrivalRow& row : arrivals.by_country) add(row, row.country, "arrivals a day");
  for (std::size_t k = 0; k < arrivals.crossings.size(); ++k) {
    const arrivals::CrossingRow& row = arrivals.crossings[k];
    if (k + 1 < arrivals.crossings.size() && arrivals.crossings[k + 1].crossing == row.crossing) continue;
    out.places.push_back(
        {row.country + ": " + row.crossing, row.crossing, row.lat, row.lon, "let through", row.people});
  }
  if (!arrivals.crossings.empty()) out.files["crossings.csv"] = crossings_csv(arrivals);
  if (!arrivals.crossing_steps.empty()) out.files["crossings_by_hour.csv"] = crossing_steps_csv(arrivals);
  return out;
}

// What the new reports changed, and which of them most.
std::vector<arrivals::ArrivalNews> news_of(const ArrivalsCommand& o, const arrivals::ArrivalOptions& options,
                                           const arrivals::Arrivals& arrivals) {
  if (o.since.empty()) return {};
  const displacement::Day since = displacement::day_option(o.since, "--since");
  if (since >= options.last)
    throw InputError({.code = "P633",
                      .problem = fmt::format("--since {} is not before --train-until {}", o.since, o.train_until),
                      .why = "it names the last day of the earlier forecast",
                      .where = "command line"});
  return arrivals::arrival_news(arrivals.places,
                                {.since = since, .from = options.last, .until = options.end, .seed = o.seed});
}

Json news_json(const arrivals::ArrivalNews& news) {
  Json expected;
  for (std::size_t k = 0; k < 7; ++k) expected[kSeven[k]] = std::llround(news.expected[k]);
  return {{"country", news.country},
          {"after", displacement::calendar_date(news.report.from)},
          {"until", displacement::calendar_date(news.report.to)},
          {"people", std::llround(news.report.people)},
          {"expected", expected},
          {"to_come_before", std::llround(news.before)},
          {"to_come_after", std::llround(news.after)}};
}

// One line a country: how its forecast changed, and the report that moved it most.
void print_news(const std::vector<arrivals::ArrivalNews>& news) {
  for (std::size_t first = 0, end = 0; first < news.size(); first = end) {
    std::size_t most = first;
    for (; end < news.size() && news[end].country == news[first].country; ++end)
      if (std::fabs(news[end].after - news[end].before) > std::fabs(news[most].after - news[most].before)) most = end;
    const arrivals::ArrivalNews& moved = news[most];
    fmt::print("{}: {:.0f} to come by then, {:.0f} before the {} new reports\n", moved.country, news[end - 1].after,
               news[first].before, end - first);
    fmt::print(
        "  most by that of {} to {}: {:.0f} people where {:.0f} were expected (90 %: {:.0f} to {:.0f}), {:+.0f}\n",
        displacement::calendar_date(moved.report.from + 1), displacement::calendar_date(moved.report.to),
        moved.report.people, moved.expected[3], moved.expected[1], moved.expected[5], moved.after - moved.before);
  }
}

// The history with this forecast and what the counts say of earlier ones.
arrivals::ForecastLog history(const ArrivalsCommand& o, const arrivals::Arrivals& arrivals) {
  arrivals::ForecastLog out;
  if (o.log.empty()) return out;
  out = arrivals::read_forecast_log(o.log);
  arrivals::update_forecast_log(out, arrivals.intervals, arrivals.places);
  return out;
}

Json answer(const arrivals::Arrivals& arrivals, bool by_hour) {
  Json out{{"abroad_by_date", Json::array()},
           {"arrivals", Json::array()},
           {"totals_by_date", Json::array()},
           {"scores", Json::array()}};
  for (const arrivals::ArrivalRow& row : arrivals.abroad) out["abroad_by_date"].push_back(row_json(row));
  for (const arrivals::ArrivalRow& row : arrivals.by_country) out["arrivals"].push_back(row_json(row));
  for (const arrivals::ArrivalRow& row : arrivals.totals) out["totals_by_date"].push_back(row_json(row));
  for (const arrivals::CountryScores& country : arrivals.scores)
    out["scores"].push_back({{"country", country.country}, {"horizons", horizons_json(country.by_horizon)}});
  for (const arrivals::CrossingRow& row : arrivals.crossings) out["crossings"].push_back(crossing_json(row));
  if (by_hour)
    for (const arrivals::CrossingStep& step : arrivals.crossing_steps)
      out["crossings_by_hour"].push_back(step_json(step));
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
  const arrivals::ArrivalOptions options{.last = displacement::day_option(o.train_until, "--train-until"),
                                         .end = displacement::day_option(o.until, "--until"),
                                         .seed = o.seed};
  const arrivals::Arrivals arrivals = arrivals::forecast_arrivals(o.directory, options);
  if (o.by_hour && arrivals.crossing_steps.empty())
    throw InputError({.code = "P612",
                      .problem = "--by-hour is given",
                      .why = "the case asks for no hours",
                      .where = "command line",
                      .suggestion = "add a row step_h,1 to crossings.csv"});
  const auto news = news_of(o, options, arrivals);
  const arrivals::ForecastLog log = history(o, arrivals);
  const arrivals::Held held = arrivals::held_of(log);
  fmt::print(stderr, "{}", render(arrivals.findings));
  if (!o.output.empty())
    write_forecast(output_of(o.train_until, arrivals, held), o.output, o.train_until,
                   o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (!o.log.empty()) write_file(o.log, arrivals::forecast_log_csv(log), Overwrite::kReplace);
  if (o.json) {
    Json out = answer(arrivals, o.by_hour);
    for (const arrivals::ArrivalNews& n : news) out["news"].push_back(news_json(n));
    if (!o.log.empty()) out["forecast_log"] = {{"counted", held.counted}, {"held", held.held}};
    print_json(out.dump(2));
    return kExitDone;
  }
  for (std::size_t k = 0; k < arrivals.abroad.size(); ++k) {
    const displacement::Levels7 &now = arrivals.abroad[k].people, &came = arrivals.totals[k].people;
    fmt::print("{}  {:>12.0f} abroad (90 %: {:.0f} to {:.0f}), of {:.0f} who have come (90 %: {:.0f} to {:.0f})\n",
               arrivals.abroad[k].date, now[3], now[1], now[5], came[3], came[1], came[5]);
  }
  print_news(news);
  if (held.counted > 0) fmt::print("{}\n", held_line(held));
  return kExitDone;
}

}  // namespace passage::cli
