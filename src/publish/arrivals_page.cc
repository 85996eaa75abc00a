#include "publish/arrivals_page.h"

#include <cmath>

#include <fmt/format.h>

#include "core/csv.h"
#include "displacement/dated_csv.h"

namespace passage::publish {
namespace {

constexpr const char* kFive[] = {"p5", "p25", "p50", "p75", "p95"};

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

}  // namespace

std::string arrivals_page(const arrivals::Arrivals& arrivals) {
  std::string out;
  for (std::size_t k = 0; k < arrivals.abroad.size(); ++k) {
    const displacement::Levels7 &now = arrivals.abroad[k].people, &came = arrivals.totals[k].people;
    out +=
        fmt::format("{}  {:>12.0f} abroad (90 %: {:.0f} to {:.0f}), of {:.0f} who have come (90 %: {:.0f} to {:.0f})\n",
                    arrivals.abroad[k].date, now[3], now[1], now[5], came[3], came[1], came[5]);
  }
  return out;
}

std::string news_page(const std::vector<arrivals::ArrivalNews>& news) {
  std::string out;
  for (std::size_t first = 0, end = 0; first < news.size(); first = end) {
    std::size_t most = first;
    for (; end < news.size() && news[end].country == news[first].country; ++end)
      if (std::fabs(news[end].after - news[end].before) > std::fabs(news[most].after - news[most].before)) most = end;
    const arrivals::ArrivalNews& moved = news[most];
    out += fmt::format("{}: {:.0f} to come by then, {:.0f} before the {} new reports\n", moved.country,
                       news[end - 1].after, news[first].before, end - first);
    out += fmt::format(
        "  most by that of {} to {}: {:.0f} people where {:.0f} were expected (90 %: {:.0f} to {:.0f}), {:+.0f}\n",
        displacement::calendar_date(moved.report.from + 1), displacement::calendar_date(moved.report.to),
        moved.report.people, moved.expected[3], moved.expected[1], moved.expected[5], moved.after - moved.before);
  }
  return out;
}

std::string held_line(const arrivals::Held& held) {
  return fmt::format("Of our last {} 90 % intervals, {} held.", held.counted, held.held);
}

ForecastOutput arrivals_output(const std::string& train_until, const arrivals::Arrivals& arrivals,
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

}  // namespace passage::publish
