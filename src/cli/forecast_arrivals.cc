#include "cli/forecast_arrivals.h"

#include <filesystem>

#include <fmt/format.h>

#include "arrivals/arrival_news.h"
#include "arrivals/arrivals.h"
#include "arrivals/json.h"
#include "cli/command.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "publish/arrivals_page.h"

namespace passage::cli {
namespace {

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

// The history with this forecast and what the counts say of earlier ones.
arrivals::ForecastLog history(const ArrivalsCommand& o, const arrivals::Arrivals& arrivals) {
  arrivals::ForecastLog out;
  if (o.log.empty()) return out;
  out = arrivals::read_forecast_log(o.log);
  arrivals::update_forecast_log(out, arrivals.intervals, arrivals.places);
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
    publish::write_forecast(publish::arrivals_output(o.train_until, arrivals, held), o.output, o.train_until,
                            o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (!o.log.empty()) write_file(o.log, arrivals::forecast_log_csv(log), Overwrite::kReplace);
  if (o.json) {
    nlohmann::ordered_json out = arrivals::json_of(arrivals, o.by_hour);
    for (const arrivals::ArrivalNews& n : news) out["news"].push_back(arrivals::json_of(n));
    if (!o.log.empty()) out["forecast_log"] = {{"counted", held.counted}, {"held", held.held}};
    print_json(out.dump(2));
    return kExitDone;
  }
  fmt::print("{}{}", publish::arrivals_page(arrivals), publish::news_page(news));
  if (held.counted > 0) fmt::print("{}\n", publish::held_line(held));
  return kExitDone;
}

}  // namespace passage::cli
