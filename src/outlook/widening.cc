#include "outlook/widening.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "displacement/scores.h"

namespace passage::outlook {
namespace {

std::size_t horizon_of(double horizon) {
  const auto* const at = std::lower_bound(kWidenedHorizons.begin(), kWidenedHorizons.end(), horizon);
  return static_cast<std::size_t>(at - kWidenedHorizons.begin());
}

// The factor of a central interval of any level: linear between those learnt.
double factor_at(const std::array<double, kWidenedLevels.size()>& factors, double level) {
  for (std::size_t k = 1; k < factors.size(); ++k)
    if (level < kWidenedLevels[k]) {
      const double part = (level - kWidenedLevels[k - 1]) / (kWidenedLevels[k] - kWidenedLevels[k - 1]);
      return factors[k - 1] + std::max(0.0, part) * (factors[k] - factors[k - 1]);
    }
  return factors.back();
}

}  // namespace

void widen(std::vector<double>& sample, const Widening& widening, double horizon) {
  const auto& factors = widening[horizon_of(horizon)];
  const double middle = displacement::quantile(sample, 0.5), last = static_cast<double>(sample.size() - 1);
  for (std::size_t k = 0; k < sample.size(); ++k) {
    const double level = last > 0 ? std::fabs(2 * static_cast<double>(k) / last - 1) : 0;
    sample[k] = std::max(0.0, middle + factor_at(factors, level) * (sample[k] - middle));
  }
  std::sort(sample.begin(), sample.end());
}

Outcome outcome_of(std::vector<double>& sample, double truth, double horizon) {
  Outcome out{.crisis = {}, .horizon = horizon};
  const double middle = displacement::quantile(sample, 0.5), off = std::fabs(truth - middle);
  const double least = 0.002 * std::max(middle, truth) + 0.5;  // an ensemble may be a single value
  for (std::size_t k = 0; k < kWidenedLevels.size(); ++k) {
    const double end = displacement::quantile(sample, 0.5 + (truth > middle ? 0.5 : -0.5) * kWidenedLevels[k]);
    out.reach[k] = off / std::max(least, std::fabs(end - middle));
  }
  return out;
}

Widening learn_widening(const std::vector<Outcome>& outcomes, const std::string& without) {
  Widening out;
  for (std::size_t h = 0; h < out.size(); ++h) {
    std::map<std::string, double> count;
    for (const Outcome& o : outcomes)
      if (o.crisis != without && horizon_of(o.horizon) == h) ++count[o.crisis];
    for (std::size_t k = 0; k < kWidenedLevels.size(); ++k) {
      std::vector<std::pair<double, double>> reach;  // with its weight
      for (const Outcome& o : outcomes)
        if (o.crisis != without && horizon_of(o.horizon) == h) reach.emplace_back(o.reach[k], 1 / count[o.crisis]);
      std::sort(reach.begin(), reach.end());
      double held = 0;
      out[h][k] = 1;
      for (const auto& [factor, weight] : reach) {
        held += weight;
        out[h][k] = factor;
        if (held >= kWidenedLevels[k] * static_cast<double>(count.size())) break;
      }
    }
  }
  return out;
}

}  // namespace passage::outlook
