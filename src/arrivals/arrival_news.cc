#include "arrivals/arrival_news.h"

#include <algorithm>

namespace passage::arrivals {
namespace {

constexpr std::uint32_t kNoise = 0x4E455753;

// People of the days (from, to] by member, of paths that begin after `now`.
std::vector<double> people_between(const ArrivalPaths& paths, Day now, Day from, Day to) {
  std::vector<double> out(paths.error.size(), 0);
  for (Day day = std::max(now, from); day < to; ++day)
    for (std::size_t m = 0; m < out.size(); ++m) out[m] += paths.people[static_cast<std::size_t>(day - now)][m];
  return out;
}

}  // namespace

std::vector<ArrivalNews> arrival_news(const std::vector<ArrivalSeries>& places, const NewsOptions& options) {
  std::vector<ArrivalNews> out;
  std::uint32_t stream = 1;
  for (const ArrivalSeries& place : places) {
    ArrivalFilter filter(ArrivalPrior{}, options.seed, stream, kArrivalParticles);
    Random noise(options.seed, kNoise, stream++);
    Day now = place.reports[0].from;
    double before = -1;  // not known yet
    for (const ArrivalReport& report : place.reports) {
      const bool news = report.to > options.since && &report != &place.reports[0];
      ArrivalNews row{.country = place.country, .report = report};
      if (news) {
        const ArrivalPaths paths =
            filter.forecast(static_cast<std::size_t>(options.until - now), kArrivalParticles, kSharedShocks);
        std::vector<double> said = people_between(paths, now, report.from, report.to);
        for (std::size_t m = 0; m < said.size(); ++m)
          said[m] = filter.reported(said[m], paths.error[m], report.to - report.from, noise);
        row.expected = displacement::seven_levels(std::move(said));
        if (before < 0) before = displacement::median(people_between(paths, now, options.from, options.until));
      }
      filter.learn(report);
      now = report.to;
      if (!news) continue;
      row.before = before;
      row.after = before = displacement::median(people_between(
          filter.forecast(static_cast<std::size_t>(options.until - now), kArrivalParticles, kSharedShocks), now,
          options.from, options.until));
      out.push_back(std::move(row));
    }
  }
  return out;
}

}  // namespace passage::arrivals
