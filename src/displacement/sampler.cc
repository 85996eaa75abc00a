#include "displacement/sampler.h"

#include <cmath>

namespace passage::displacement {
namespace {

double stirling_tail(double k) {  // ln k! less Stirling's formula
  static constexpr double kTable[] = {
      0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,  0.01664469118982119,
      0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871};
  if (k <= 9) return kTable[static_cast<int>(k)];
  const double square = (k + 1) * (k + 1);
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

std::int64_t inversion(Random& random, std::int64_t n, double p) {
  const double odds = p / (1 - p);
  double chance = std::exp(static_cast<double>(n) * std::log1p(-p)), u = random.uniform();
  std::int64_t k = 0;
  while (u > chance && k < n) {
    u -= chance;
    chance *= odds * static_cast<double>(n - k) / static_cast<double>(k + 1);
    ++k;
  }
  return k;
}

std::int64_t btrs(Random& random, std::int64_t whole, double p) {
  const double n = static_cast<double>(whole), odds = p / (1 - p), spread = std::sqrt(n * p * (1 - p));
  const double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
  const double accept = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * spread, mode = std::floor((n + 1) * p);
  for (;;) {
    const double u = random.uniform() - 0.5;
    double v = random.uniform();
    const double us = 0.5 - std::fabs(u), k = std::floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= accept) return static_cast<std::int64_t>(k);
    if (k < 0 || k > n) continue;
    v = std::log(v * alpha / (a / (us * us) + b));
    const double bound = (mode + 0.5) * std::log((mode + 1) / (odds * (n - mode + 1))) +
                         (n + 1) * std::log((n - mode + 1) / (n - k + 1)) +
                         (k + 0.5) * std::log(odds * (n - k + 1) / (k + 1)) + stirling_tail(mode) +
                         stirling_tail(n - mode) - stirling_tail(k) - stirling_tail(n - k);
    if (v <= bound) return static_cast<std::int64_t>(k);
  }
}

}  // namespace

std::int64_t binomial(Random& random, std::int64_t n, double p) {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  if (n == 1) return random.uniform() < p ? 1 : 0;
  return static_cast<double>(n) * p < 10 ? inversion(random, n, p) : btrs(random, n, p);
}

void multinomial(Random& random, std::int64_t n, std::span<const double> weights, std::span<std::int64_t> out) {
  double left = 0;
  std::size_t last = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    left += weights[k];
    if (weights[k] > 0) last = k;
  }
  if (n <= 2) {
    for (; n > 0; --n) {
      double u = random.uniform() * left;
      std::size_t k = 0;
      for (; k < last && u >= weights[k]; ++k) u -= weights[k];
      ++out[k];
    }
    return;
  }
  for (std::size_t k = 0; k < last && n > 0; ++k) {
    const std::int64_t here = binomial(random, n, std::min(1.0, weights[k] / left));
    out[k] += here;
    n -= here;
    left -= weights[k];
  }
  out[last] += n;
}

}  // namespace passage::displacement
