#include "publish/outlook_page.h"

#include <fmt/format.h>

#include "displacement/dated_csv.h"
#include "outlook/json.h"

namespace passage::publish {

std::string outlook_page(const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
                         const outlook::Outlook& forecast) {
  std::string out;
  const outlook::OutlookDay& last = forecast.days.back();
  const auto line = [&](const char* what, const outlook::Quantiles& q) {
    out += fmt::format("  {:<20} {:>11.0f}   (50 %: {:.0f} to {:.0f}; 90 %: {:.0f} to {:.0f})\n", what, q[2], q[1],
                       q[3], q[0], q[4]);
  };
  out += fmt::format("{}, as of {}, {}: by {}\n", c.name, displacement::calendar_date(c.as_of),
                     outlook::name_of(options.scenario), displacement::calendar_date(options.until));
  line("abroad", last.abroad);
  line("away from home", last.away);
  line("left home so far", last.displaced);
  line("crossed so far", last.crossed);
  for (std::size_t k = 0; k < c.claims.size(); ++k)
    out += fmt::format("  \"{}\": {:.0f} % of runs\n", c.claims[k].what, 100 * forecast.claim_chance[k]);
  return out;
}

ForecastOutput outlook_output(const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
                              const outlook::Outlook& forecast) {
  ForecastOutput out;
  out.title = fmt::format("{}: how many are away, as of {} ({})", c.name, displacement::calendar_date(c.as_of),
                          outlook::name_of(options.scenario));
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
    for (const outlook::OutlookDay& day : forecast.days) {
      series.dates.push_back(displacement::calendar_date(day.day));
      series.fans.push_back(day.*people);
    }
    out.series.push_back(std::move(series));
  }
  for (const outlook::RegionId id : c.regions.ids())
    if (!c.regions[id].left_out)
      out.places.push_back({c.regions[id].id, c.regions[id].name, c.regions[id].lat, c.regions[id].lon, "left home",
                            forecast.regions[id].displaced});
  return out;
}

}  // namespace passage::publish
