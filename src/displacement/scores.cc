#include "displacement/scores.h"

#include <algorithm>
#include <cmath>

namespace passage::displacement {

Scores score(const Case& c, const std::vector<std::vector<double>>& camps, Day from, Day until) {
  Scores out;
  const std::size_t n = c.record.camps.size(), training = 30;
  out.camps.assign(n, 0);
  std::vector<double> error(n, 0), naive(n, 0), weight(n, 0);
  for (Day d = from; d < until; ++d) {
    const auto day = static_cast<std::size_t>(d);
    double data = 0, sim = 0, base = 0, gap = 0, rescaled = 0;
    for (std::size_t k = 0; k < n; ++k) {
      data += c.record.camps[k].by_day[day];
      sim += camps[day][k];
      if (c.record.camps[k].by_day.size() > training) base += c.record.camps[k].by_day[training];
    }
    for (std::size_t k = 0; k < n; ++k) {
      const double truth = c.record.camps[k].by_day[day], here = camps[day][k];
      const double scaled = sim > 0 ? here * data / sim : 0;
      gap += std::fabs(here - truth);
      rescaled += std::fabs(scaled - truth);
      out.camps[k] += std::fabs(here - truth) / std::max(1.0, data) / (until - from);
      error[k] += std::fabs(scaled - truth) / (until - from);
      weight[k] += truth;
      if (base > 0 && day > training && static_cast<std::size_t>(until - from) > training + 1)
        naive[k] += std::fabs(data * c.record.camps[k].by_day[training] / base - truth) /
                    static_cast<double>(static_cast<std::size_t>(until - from) - training - 1);
    }
    out.ard += gap / std::max(1.0, data) / (until - from);
    out.ard_rescaled += rescaled / std::max(1.0, data) / (until - from);
  }
  double all = 0;
  for (std::size_t k = 0; k < n; ++k)
    if (naive[k] > 0) {
      out.mase += error[k] / naive[k] * weight[k];
      all += weight[k];
    }
  if (all > 0) out.mase /= all;
  return out;
}

double quantile(std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return quantile(values, 0.5);
}

double crps(std::vector<double> sample, double outcome) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double miss = 0, spread = 0;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    miss += std::fabs(sample[k] - outcome);
    spread += (2 * static_cast<double>(k) + 1 - n) * sample[k];
  }
  return miss / n - spread / (n * n);
}

std::array<double, 5> five_levels(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  return {quantile(sample, 0.05), quantile(sample, 0.25), quantile(sample, 0.5), quantile(sample, 0.75),
          quantile(sample, 0.95)};
}

Levels7 seven_levels(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  Levels7 out{};
  constexpr double kAt[] = {0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = quantile(sample, kAt[k]);
  return out;
}

}  // namespace passage::displacement
