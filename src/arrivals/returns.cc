#include "arrivals/returns.h"

#include <algorithm>
#include <cmath>

#include "displacement/priors.h"

namespace passage::arrivals {
namespace {

constexpr std::uint32_t kReturnStream = 0x52455455;

}  // namespace

std::vector<double> return_rates(const std::string& directory, std::uint64_t seed, std::size_t members,
                                 std::vector<Problem>& findings) {
  Problems problems;
  const displacement::OutlookPriors priors = displacement::read_priors(directory, problems);
  problems.throw_if_errors();
  std::vector<double> out(members, 0);
  const displacement::OutlookPrior* range = displacement::find_prior(priors, "return_month");
  for (Problem& told :
       range ? displacement::judgements({*range}) : displacement::missing_ranges(priors, {"return_month"}))
    findings.push_back(std::move(told));
  for (std::size_t m = 0; range && m < members; ++m) {
    Random random(seed, static_cast<std::uint32_t>(m), kReturnStream);
    const double calm = random.uniform();  // how much of home is: not known here
    out[m] = -calm * std::log(1 - std::min(0.99, displacement::draw_from(*range, random))) / 30;
  }
  return out;
}

double still_abroad(const ArrivalSeries& series, double rate) {
  double counted = 0, still = 0;
  for (const ArrivalReport& r : series.reports) {
    counted += std::max(0.0, r.people);
    still += std::max(0.0, r.people) * std::exp(-rate * (series.last - r.to));
  }
  const double before = std::max(0.0, series.held - counted);
  const Day first = series.reports.empty() ? series.last : series.reports.front().from;
  const double all = counted + before;
  return all > 0 ? series.held * (still + before * std::exp(-rate * (series.last - first))) / all : 0;
}

}  // namespace passage::arrivals
