#include "outlook/total_model.h"

#include <algorithm>
#include <cmath>

#include "displacement/draws.h"

namespace passage::outlook {

double recent_slope(const std::vector<double>& known, double window) {
  const std::size_t last = known.size() - 1;
  const auto wanted = std::max<std::size_t>(5, static_cast<std::size_t>(window * static_cast<double>(last)));
  const std::size_t back = last > wanted ? last - wanted : 0;
  return last > back ? (known[last] - known[back]) / static_cast<double>(last - back) : 0;
}

std::vector<std::vector<double>> forecast_totals(const std::vector<double>& known,
                                                 const std::vector<displacement::Day>& days, const TotalPrior& prior,
                                                 std::uint64_t seed, std::uint32_t members) {
  constexpr std::uint32_t kStream = 0x544F544C;
  const double training = static_cast<double>(known.size());
  std::vector<std::vector<double>> out(days.size());
  for (std::uint32_t m = 0; m < members; ++m) {
    Random random(seed, m, kStream);
    const double factor = displacement::between(random, prior.low, prior.high),
                 damping = prior.damping * random.uniform();
    const double noise = prior.noise * std::pow(4.0, displacement::between(random, -1, 1));
    const double slope = recent_slope(known, std::pow(prior.window, random.uniform()));
    double walk = 0, before = 0;
    for (std::size_t d = 0; d < days.size(); ++d) {
      const double elapsed = (static_cast<double>(days[d]) + 1 - training) / training;
      const double grown = damping > 1e-9 ? (1 - std::exp(-damping * elapsed)) / damping : elapsed;
      walk += noise * std::sqrt(elapsed - before) * displacement::normal(random);
      before = elapsed;
      out[d].push_back(std::max(0.0, known.back() + factor * slope * training * grown) * std::exp(walk));
    }
  }
  for (auto& sample : out) std::sort(sample.begin(), sample.end());
  return out;
}

}  // namespace passage::outlook
