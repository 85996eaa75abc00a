#include "arrivals/arrival_scores.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "displacement/scores.h"

namespace passage::arrivals {
namespace {

constexpr Day kFirstOrigin = 7;
constexpr std::size_t kReportsBefore = 4;
constexpr std::uint32_t kStream = 1, kNoise = 0x4E4F4953;

using Reports = std::span<const ArrivalReport>;

// People a day over (from, to], evenly within reports; `otherwise` if nothing is known of it.
double pace(Reports known, Day from, Day to, double otherwise) {
  double people = 0, days = 0;
  for (const ArrivalReport& r : known) {
    const double common = std::min(to, r.to) - std::max(from, r.from);
    if (r.people < 0 || common <= 0) continue;
    people += r.people * common / (r.to - r.from);
    days += common;
  }
  return days > 0 ? people / days : otherwise;
}

// People in the days (from, to] after an origin, as the naive ones have it.
class Naive {
 public:
  explicit Naive(Reports known) : now_(known.back().to) {
    for (const ArrivalReport& r : known)
      if (r.people >= 0) last_ = r.people / (r.to - r.from);
    week_ = pace(known, now_ - 7, now_, last_);
    const double before = pace(known, now_ - 14, now_ - 7, week_);
    decay_ = before > 0 ? std::min(1.0, week_ / before) : 1;
  }
  [[nodiscard]] std::array<double, 4> people(Day from, Day to) const {
    std::array<double, 4> out{last_ * (to - from), week_ * (to - from), 0, 0};
    for (Day day = from + 1; day <= to; ++day) out[2] += week_ * std::pow(decay_, (day - now_) / 7.0);
    out[3] = (out[0] + out[1] + out[2]) / 3;
    return out;
  }

 private:
  Day now_;
  double last_ = 0, week_ = 0, decay_ = 1;
};

std::vector<std::size_t> origins(Reports reports, const RollOptions& options) {
  std::vector<std::size_t> all, out;
  for (std::size_t k = kReportsBefore - 1; k + 1 < reports.size(); ++k) {
    const Day day = reports[k].to - reports[0].from;
    if (day >= kFirstOrigin && day <= options.longest && reports[k + 1].to > reports[k].to) all.push_back(k);
  }
  const std::size_t count = std::min(options.origins, all.size());
  for (std::size_t j = 1; j <= count; ++j) out.push_back(all[j * all.size() / count - 1]);
  return out;
}

ArrivalScore score(std::vector<double> sample, double truth, const std::array<double, 4>& naive) {
  std::sort(sample.begin(), sample.end());
  ArrivalScore out{.counts = 1, .people = truth, .crps = displacement::crps(sample, truth)};
  out.off = std::fabs(displacement::quantile(sample, 0.5) - truth);
  for (std::size_t k = 0; k < 4; ++k) out.naive[k] = std::fabs(naive[k] - truth);
  constexpr double kOut[] = {0.25, 0.1, 0.05};  // at each end
  for (std::size_t k = 0; k < 3; ++k)
    out.inside[k] = displacement::quantile(sample, kOut[k]) <= truth + 0.5 &&
                            truth - 0.5 <= displacement::quantile(sample, 1 - kOut[k])
                        ? 1
                        : 0;
  return out;
}

// All counts that lie within the horizons after report number `at`.
void score_from(const ArrivalFilter& filter, Reports reports, std::size_t at, const RollOptions& options,
                ScoresByHorizon& out) {
  const Day now = reports[at].to;
  const Naive naive(reports.first(at + 1));
  const ArrivalPaths paths = filter.forecast(kHorizons.back(), options.particles, kSharedShocks);
  Random noise(options.seed, kNoise, static_cast<std::uint32_t>(now));
  for (const ArrivalReport& r : reports.subspan(at + 1)) {
    if (r.from < now || r.to > now + kHorizons.back() || r.people < 0) continue;
    std::vector<double> sample(options.particles, 0);
    for (std::size_t m = 0; m < sample.size(); ++m) {
      for (Day day = r.from; day < r.to; ++day) sample[m] += paths.people[static_cast<std::size_t>(day - now)][m];
      sample[m] = filter.reported(sample[m], paths.error[m], r.to - r.from, noise);
    }
    const auto horizon = std::lower_bound(kHorizons.begin(), kHorizons.end(), r.to - now) - kHorizons.begin();
    out[static_cast<std::size_t>(horizon)].add(score(std::move(sample), r.people, naive.people(r.from, r.to)));
  }
}

}  // namespace

void ArrivalScore::add(const ArrivalScore& other) {
  counts += other.counts;
  people += other.people;
  crps += other.crps;
  off += other.off;
  for (std::size_t k = 0; k < naive.size(); ++k) naive[k] += other.naive[k];
  for (std::size_t k = 0; k < inside.size(); ++k) inside[k] += other.inside[k];
}

double ArrivalScore::best_naive() const {
  return *std::min_element(naive.begin(), naive.end());
}

ArrivalScore sum_of(const ScoresByHorizon& scores) {
  ArrivalScore out;
  for (const ArrivalScore& score : scores) out.add(score);
  return out;
}

ScoresByHorizon score_rolling(const ArrivalSeries& series, const ArrivalPrior& prior, const RollOptions& options) {
  ScoresByHorizon out;
  const auto asked = origins(series.reports, options);
  ArrivalFilter filter(prior, options.seed, kStream, options.particles);
  for (std::size_t k = 0; k < series.reports.size() && !asked.empty() && k <= asked.back(); ++k) {
    filter.learn(series.reports[k]);
    if (std::binary_search(asked.begin(), asked.end(), k)) score_from(filter, series.reports, k, options, out);
  }
  return out;
}

}  // namespace passage::arrivals
