#include "cli/forecast_outlook.h"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/forecast_output.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "outlook/outlook.h"
#include "outlook/people_file.h"
#include "plan/local_time.h"
#include "plan/store.h"

namespace passage::cli {
namespace {

using Json = nlohmann::ordered_json;

Json quantiles_json(const outlook::Quantiles& q, bool people) {
  Json out;
  constexpr const char* kNames[] = {"p5", "p25", "p50", "p75", "p95"};
  for (std::size_t k = 0; k < 5; ++k) {
    if (people)
      out[kNames[k]] = std::llround(q[k]);
    else
      out[kNames[k]] = q[k];
  }
  return out;
}

// A plan's orders as people who leave a region on the day they set out.
std::vector<outlook::BroughtOut> brought_out(const outlook::OutlookCase& c, const std::string& file) {
  std::vector<outlook::BroughtOut> out;
  if (file.empty()) return out;
  const plan::Plan p = plan::read_plan(file, jobs::Task());
  const plan::LocalClock clock(p.time_zone, p.start);
  for (const plan::Order& order : p.orders)
    for (const plan::OriginRow& origin : p.origins) {
      if (origin.id != order.origin_id) continue;
      const displacement::Day day = *displacement::calendar_day(clock.iso(order.depart.from));
      out.push_back({outlook::nearest_region(c, origin.position.lat(), origin.position.lon()), day,
                     static_cast<double>(order.persons.count())});
    }
  return out;
}

Json answer(const OutlookCommand& o, const outlook::OutlookCase& c, const outlook::Outlook& outlook,
            double persons_in_plan) {
  Json out{{"case", c.name}, {"as_of", displacement::calendar_date(c.as_of)}, {"scenario", o.scenario}};
  if (!o.ceasefire.empty()) out["ceasefire_day"] = o.ceasefire;
  out["runs"] = o.runs;
  out["totals_by_date"] = Json::array();
  for (const outlook::OutlookDay& day : outlook.days)
    out["totals_by_date"].push_back({{"date", displacement::calendar_date(day.day)},
                                     {"abroad", quantiles_json(day.abroad, true)},
                                     {"away", quantiles_json(day.away, true)},
                                     {"displaced", quantiles_json(day.displaced, true)},
                                     {"crossed", quantiles_json(day.crossed, true)},
                                     {"share_crossing", quantiles_json(day.share, false)}});
  out["regions"] = Json::array();
  for (const outlook::RegionId id : c.regions.ids())
    if (!c.regions[id].left_out)
      out["regions"].push_back({{"pcode", c.regions[id].id},
                                {"name", c.regions[id].name},
                                {"people", std::llround(c.regions[id].people)},
                                {"displaced", quantiles_json(outlook.regions[id].displaced, true)},
                                {"crossed", quantiles_json(outlook.regions[id].crossed, true)},
                                {"inside", quantiles_json(outlook.regions[id].inside, true)}});
  out["claims"] = Json::array();
  for (std::size_t k = 0; k < c.claims.size(); ++k)
    out["claims"].push_back({{"what", c.claims[k].what},
                             {"people", std::llround(c.claims[k].people)},
                             {"chance", outlook.claim_chance[k]},
                             {"source", c.claims[k].source}});
  for (const auto& [name, q] : outlook.parameters) out["parameters"][name] = quantiles_json(q, false);
  if (!o.plan.empty())
    out["with_plan"] = {{"persons", std::llround(persons_in_plan)},
                        {"displaced_more", std::llround(outlook.brought_out_more)}};
  return out;
}

void write_outputs(const OutlookCommand& o, const outlook::OutlookCase& c, const outlook::Outlook& outlook) {
  const Overwrite overwrite = o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  if (std::filesystem::path(o.output).extension() == ".csv") {
    write_file(o.output, outlook::people_csv(outlook::departures(c, outlook), o.source), overwrite);
    return;
  }
  ForecastOutput out;
  out.title =
      fmt::format("{}: how many are away, as of {} ({})", c.name, displacement::calendar_date(c.as_of), o.scenario);
  out.notes = {
      "Medians, 50 % and 90 % intervals. No count of the displaced was used; docs/methods/displacement.md "
      "says from what, and where it fails."};
  // The stock first, then who has left, gone back or not.
  const std::pair<const char*, outlook::Quantiles outlook::OutlookDay::*> lines[] = {
      {"abroad", &outlook::OutlookDay::abroad},
      {"away from home", &outlook::OutlookDay::away},
      {"left home", &outlook::OutlookDay::displaced},
      {"crossed a border", &outlook::OutlookDay::crossed}};
  for (const auto& [what, people] : lines) {
    ForecastSeries series{"all", what, {}, {}, {}};
    for (const outlook::OutlookDay& day : outlook.days) {
      series.dates.push_back(displacement::calendar_date(day.day));
      series.fans.push_back(day.*people);
    }
    out.series.push_back(std::move(series));
  }
  for (const outlook::RegionId id : c.regions.ids())
    if (!c.regions[id].left_out)
      out.places.push_back({c.regions[id].id, c.regions[id].name, c.regions[id].lat, c.regions[id].lon, "left home",
                            outlook.regions[id].displaced});
  write_forecast(out, o.output, displacement::calendar_date(c.as_of), overwrite);
}

}  // namespace

int run_outlook(const OutlookCommand& o) {
  const displacement::Day as_of = displacement::day_option(o.as_of, "--as-of"),
                          until = displacement::day_option(o.until, "--until");
  outlook::OutlookOptions options{.until = until, .seed = o.seed, .runs = o.runs, .brought_out = {}};
  options.scenario = o.scenario == "ceasefire" ? outlook::Scenario::kCeasefire : outlook::Scenario::kContinues;
  if (options.scenario == outlook::Scenario::kCeasefire)
    options.ceasefire = displacement::day_option(o.ceasefire, "--ceasefire-day");
  const outlook::OutlookCase c = outlook::read_outlook_case(o.directory, as_of);
  fmt::print(stderr, "{}", render(c.findings));
  options.brought_out = brought_out(c, o.plan);
  double persons = 0;
  for (const outlook::BroughtOut& b : options.brought_out) persons += b.people;
  const outlook::Outlook outlook = outlook::forecast_outlook(c, options);
  if (!o.output.empty()) write_outputs(o, c, outlook);
  if (o.json) {
    print_json(answer(o, c, outlook, persons).dump(2));
    return kExitDone;
  }
  const outlook::OutlookDay& last = outlook.days.back();
  const auto line = [](const char* what, const outlook::Quantiles& q) {
    fmt::print("  {:<20} {:>11.0f}   (50 %: {:.0f} to {:.0f}; 90 %: {:.0f} to {:.0f})\n", what, q[2], q[1], q[3], q[0],
               q[4]);
  };
  fmt::print("{}, as of {}, {}: by {}\n", c.name, displacement::calendar_date(as_of), o.scenario,
             displacement::calendar_date(until));
  line("abroad", last.abroad);
  line("away from home", last.away);
  line("left home so far", last.displaced);
  line("crossed so far", last.crossed);
  for (std::size_t k = 0; k < c.claims.size(); ++k)
    fmt::print("  \"{}\": {:.0f} % of runs\n", c.claims[k].what, 100 * outlook.claim_chance[k]);
  return kExitDone;
}

}  // namespace passage::cli
