#include "cli/forecast_outlook.h"

#include <filesystem>

#include <fmt/format.h>

#include "cli/command.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "outlook/json.h"
#include "outlook/outlook.h"
#include "outlook/people_file.h"
#include "plan/local_time.h"
#include "plan/store.h"
#include "publish/outlook_page.h"

namespace passage::cli {
namespace {

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

void write_outputs(const OutlookCommand& o, const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
                   const outlook::Outlook& outlook) {
  const Overwrite overwrite = o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  if (std::filesystem::path(o.output).extension() == ".csv")
    write_file(o.output, outlook::people_csv(outlook::departures(c, outlook), o.source), overwrite);
  else
    publish::write_forecast(publish::outlook_output(c, options, outlook), o.output,
                            displacement::calendar_date(c.as_of), overwrite);
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
  const outlook::Outlook outlook = outlook::forecast_outlook(c, options);
  if (!o.output.empty()) write_outputs(o, c, options, outlook);
  if (!o.json) {
    fmt::print("{}", publish::outlook_page(c, options, outlook));
    return kExitDone;
  }
  nlohmann::ordered_json out = outlook::json_of(c, options, outlook);
  if (!o.plan.empty()) out["with_plan"] = outlook::brought_out_json(options, outlook);
  print_json(out.dump(2));
  return kExitDone;
}

}  // namespace passage::cli
