#include "publish/camps_page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace passage::publish {

std::string camps_page(const displacement::Case& c, const nlohmann::ordered_json& answer) {
  std::string out;
  out += fmt::format("{}: {} days, {} runs", c.name, c.days, answer["runs"].get<std::size_t>());
  if (!answer["ard"].is_null())
    out += fmt::format("    ARD {:.3f}   rescaled {:.3f}   MASE {:.2f}", answer["ard"].get<double>(),
                       answer["ard_rescaled"].get<double>(), answer["mase"].get<double>());
  out += fmt::format("    {:.1f} ms a run\n", 1000 * answer["seconds_per_run"].get<double>());
  out += fmt::format("\n{:<28} {:>10} {:>23} {:>10} {:>7}\n", "on " + displacement::date_of(c, c.days - 1), "median",
                     "5 to 95 % of runs", "record", "ARD");
  for (std::size_t k = 0; k < answer["camps"].size(); ++k) {
    const auto& camp = answer["camps"][k];
    const auto& people = camp["last_day"];
    out += fmt::format("{:<28} {:>10} {:>11} {:>11}", camp["name"].get<std::string>(), people["p50"].get<long long>(),
                       people["p5"].get<long long>(), people["p95"].get<long long>());
    if (!c.record.empty())
      out += fmt::format(" {:>10.0f} {:>7.3f}", c.record.camps[k].by_day.back(), camp["ard"].get<double>());
    out += "\n";
  }
  return out;
}

std::string hindcast_line(const outlook::Hindcast& hindcast) {
  return fmt::format("  after day {}, {} days: ARD {:.3f} (constant share {:.3f}); 90 % intervals cover {:.0f} %\n",
                     hindcast.train_until, hindcast.days, hindcast.ard, hindcast.ard_constant_share,
                     100 * hindcast.coverage.in90);
}

ForecastOutput camps_output(const displacement::Case& c, const outlook::Hindcast* h,
                            const std::vector<displacement::Run>& runs) {
  ForecastOutput out;
  out.title =
      fmt::format("{}: people in camps{}", c.name,
                  h ? fmt::format(", learnt until {}", displacement::date_of(c, h->train_until)) : ", Flee's model");
  const displacement::Day first = h ? h->train_until + 1 : 0;
  for (std::size_t k = 0; k < c.record.camps.size(); ++k) {
    ForecastSeries s{c.record.camps[k].name, "people", {}, {}, {}};
    for (displacement::Day day = first; day < c.days; ++day) {
      const auto at = static_cast<std::size_t>(day);
      s.dates.push_back(displacement::date_of(c, day));
      s.observed.push_back(c.record.camps[k].by_day[at]);
      if (h) {
        const outlook::Fan& fan = h->camps[at - static_cast<std::size_t>(first)][k];
        s.fans.push_back({fan[0], fan[2], fan[3], fan[4], fan[6]});
        continue;
      }
      std::vector<double> sample;
      for (const displacement::Run& run : runs) sample.push_back(run.camps[at][k]);
      std::sort(sample.begin(), sample.end());
      auto& fan = s.fans.emplace_back();
      for (std::size_t q = 0; q < 5; ++q)
        fan[q] = displacement::quantile(sample, std::array{0.05, 0.25, 0.5, 0.75, 0.95}[q]);
    }
    if (const auto place = displacement::find_place(c, s.place))
      out.places.push_back({s.place, s.place, c.places[*place].lat, c.places[*place].lon, "people", s.fans.back()});
    out.series.push_back(std::move(s));
  }
  out.notes = {h ? "Given the recorded totals; the split is the forecast."
                 : "Flee's documented model, not calibrated."};
  return out;
}

}  // namespace passage::publish
