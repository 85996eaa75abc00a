#include "api/forecast.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/calls.h"
#include "arrivals/arrival_news.h"
#include "arrivals/arrivals.h"
#include "arrivals/json.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "jobs/task.h"
#include "outlook/json.h"
#include "outlook/outlook.h"
#include "outlook/people_file.h"
#include "plan/local_time.h"
#include "plan/store.h"
#include "publish/arrivals_page.h"
#include "publish/forecast_files.h"
#include "publish/outlook_page.h"

namespace passage::api {
namespace {

using displacement::day_option;

// A plan's orders as people who leave a region on the day they set out.
std::vector<outlook::BroughtOut> brought_out(const outlook::OutlookCase& c, const plan::Plan& plan) {
  std::vector<outlook::BroughtOut> out;
  const plan::LocalClock clock(plan.time_zone, plan.start);
  for (const plan::Order& order : plan.orders)
    for (const plan::OriginRow& origin : plan.origins) {
      if (origin.id != order.origin_id) continue;
      const displacement::Day day = *displacement::calendar_day(clock.iso(order.depart.from));
      out.push_back({outlook::nearest_region(c, origin.position.lat(), origin.position.lon()), day,
                     static_cast<double>(order.persons.count())});
    }
  return out;
}

outlook::OutlookOptions options_of(const outlook::OutlookCase& c, const OutlookWishes& wishes, const jobs::Task& task) {
  outlook::OutlookOptions out{
      .until = day_option(wishes.until, "--until"), .seed = wishes.seed, .runs = wishes.runs, .brought_out = {}};
  if (!wishes.ceasefire.empty()) {
    out.scenario = outlook::Scenario::kCeasefire;
    out.ceasefire = day_option(wishes.ceasefire, "--ceasefire-day");
  }
  if (!wishes.plan.empty()) out.brought_out = brought_out(c, plan::read_plan(wishes.plan, task.part(0, 0.1)));
  return out;
}

void write(const OutlookWishes& wishes, const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
           const outlook::Outlook& found) {
  if (wishes.output.extension() == ".csv")
    write_file(wishes.output, outlook::people_csv(outlook::departures(c, found), wishes.source),
               ours(wishes.overwrite));
  else
    publish::write_forecast(publish::outlook_output(c, options, found), wishes.output,
                            displacement::calendar_date(c.as_of), ours(wishes.overwrite));
}

Forecast outlook_of(const std::string& folder, const OutlookWishes& wishes, const jobs::Task& task) {
  if (!wishes.output.empty()) publish::expect_forecast_writable(wishes.output, ours(wishes.overwrite));
  const outlook::OutlookCase c = outlook::read_outlook_case(folder, day_option(wishes.as_of, "--as-of"));
  const outlook::OutlookOptions options = options_of(c, wishes, task);
  task.expect_wanted();
  const outlook::Outlook found = outlook::forecast_outlook(c, options);
  task.expect_wanted();
  if (!wishes.output.empty()) write(wishes, c, options, found);
  nlohmann::ordered_json json = outlook::json_of(c, options, found);
  if (!wishes.plan.empty()) json["with_plan"] = outlook::brought_out_json(options, found);
  return {{json.dump(2), publish::outlook_page(c, options, found)}, told(c.findings)};
}

// What the new reports changed, and which of them most.
std::vector<arrivals::ArrivalNews> news_of(const ArrivalsWishes& wishes, const arrivals::ArrivalOptions& options,
                                           const arrivals::Arrivals& found) {
  if (wishes.since.empty()) return {};
  const displacement::Day since = day_option(wishes.since, "--since");
  if (since >= options.last)
    throw InputError(passage::Problem{
        .code = "P633",
        .problem = fmt::format("--since {} is not before --train-until {}", wishes.since, wishes.train_until),
        .why = "it names the last day of the earlier forecast"});
  return arrivals::arrival_news(found.places,
                                {.since = since, .from = options.last, .until = options.end, .seed = wishes.seed});
}

Forecast arrivals_of(const std::string& folder, const ArrivalsWishes& wishes, const jobs::Task& task) {
  if (!wishes.output.empty()) publish::expect_forecast_writable(wishes.output, ours(wishes.overwrite));
  const arrivals::ArrivalOptions options{.last = day_option(wishes.train_until, "--train-until"),
                                         .end = day_option(wishes.until, "--until"),
                                         .seed = wishes.seed};
  task.expect_wanted();
  const arrivals::Arrivals found = arrivals::forecast_arrivals(folder, options);
  if (wishes.by_hour && found.crossing_steps.empty())
    throw InputError(passage::Problem{.code = "P612",
                                      .problem = "crossings by the hour are asked for",
                                      .why = "the case asks for no hours",
                                      .where = folder,
                                      .suggestion = "add a row step_h,1 to crossings.csv"});
  const std::vector<arrivals::ArrivalNews> news = news_of(wishes, options, found);
  task.expect_wanted();
  if (!wishes.output.empty())
    publish::write_forecast(publish::arrivals_output(wishes.train_until, found, {}), wishes.output, wishes.train_until,
                            ours(wishes.overwrite));
  nlohmann::ordered_json json = arrivals::json_of(found, wishes.by_hour);
  for (const arrivals::ArrivalNews& one : news) json["news"].push_back(arrivals::json_of(one));
  return {{json.dump(2), publish::arrivals_page(found) + publish::news_page(news)}, told(found.findings)};
}

}  // namespace

Forecast forecast_outlook(const std::filesystem::path& folder, const OutlookWishes& wishes, const Task& task) {
  return answered([&] { return outlook_of(folder.string(), wishes, task.inside()); });
}

Forecast forecast_arrivals(const std::filesystem::path& folder, const ArrivalsWishes& wishes, const Task& task) {
  return answered([&] { return arrivals_of(folder.string(), wishes, task.inside()); });
}

}  // namespace passage::api
