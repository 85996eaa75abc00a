#include "displacement/sampler.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace passage::displacement {
namespace {

constexpr std::size_t kTable = 2048;

// ln k!, by table or Stirling's series.
double log_factorial(double k) {
  static const std::array<double, kTable> table = [] {
    std::array<double, kTable> out{};
    for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] + std::log(static_cast<double>(i));
    return out;
  }();
  if (k < kTable) return table[static_cast<std::size_t>(k)];
  return (k + 0.5) * std::log(k) - k + 0.91893853320467274178 + (1.0 / 12 - 1.0 / 360 / (k * k)) / k;
}

constexpr std::array<double, 64> kReciprocal = [] {
  std::array<double, 64> out{};
  for (std::size_t k = 1; k < out.size(); ++k) out[k] = 1.0 / static_cast<double>(k);
  return out;
}();

// One by one, without branches.
std::int64_t counted(Random& random, std::int64_t n, double p) {
  std::int64_t hit = 0;
  for (std::int64_t k = 0; k < n; ++k) hit += random.coarse() < p ? 1 : 0;
  return hit;
}

std::int64_t inversion(Random& random, std::int64_t n, const Chance& chance) {
  double here = std::exp(static_cast<double>(n) * chance.log_q), u = random.coarse();
  std::int64_t k = 0;
  while (u > here && k < n) {
    u -= here;
    const double next = k < 63 ? kReciprocal[static_cast<std::size_t>(k + 1)] : 1.0 / static_cast<double>(k + 1);
    here *= chance.odds * static_cast<double>(n - k) * next;
    ++k;
  }
  return k;
}

// Algorithm BTRS of Hormann (1993); no division before the squeeze, which most draws pass.
std::int64_t transformed_rejection(Random& random, std::int64_t whole, const Chance& chance) {
  const double n = static_cast<double>(whole), spread = std::sqrt(n) * chance.root;
  const double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * chance.p, c = n * chance.p + 0.5;
  for (;;) {
    const double u = random.coarse() - 0.5, us = 0.5 - std::fabs(u);
    double v = random.coarse();
    const double at = 2 * a * (u / us) + b * u + c;
    if (!(at >= 0 && at < n + 1)) continue;
    const auto drawn = static_cast<std::int64_t>(at);
    if (us >= 0.07 && v * b <= 0.92 * b - 4.2) return drawn;
    const double k = static_cast<double>(drawn), variance = spread * spread;
    const double mode = std::floor((n + 1) * chance.p), far = std::fabs(k - mode);
    v = std::log(v * (2.83 + 5.1 / b) * spread / (a / (us * us) + b));
    if (n >= kTable && far > 15) {
      const double slack = far / variance * (((far / 3 + 0.625) * far + 1.0 / 6) / variance + 0.5);
      const double bell = -far * far / (2 * variance);
      if (v < bell - slack) return drawn;
      if (v > bell + slack) continue;
    }
    if (v <= (k - mode) * chance.log_odds + log_factorial(mode) - log_factorial(k) + log_factorial(n - mode) -
                 log_factorial(n - k))
      return drawn;
  }
}

}  // namespace

Chance chance_of(double p) {
  if (p <= 0) return {};
  if (p >= 1) return {.mirrored = true};
  const bool mirrored = p > 0.5;
  const double least = mirrored ? 1 - p : p;
  const double odds = least / (1 - least), log_q = std::log1p(-least);
  return {.p = least,
          .odds = odds,
          .log_q = log_q,
          .log_odds = std::log(least) - log_q,
          .root = std::sqrt(least * (1 - least)),
          .mirrored = mirrored};
}

std::int64_t binomial(Random& random, std::int64_t n, const Chance& chance) {
  if (n <= 0) return 0;
  std::int64_t hit = 0;
  if (chance.p <= 0)
    hit = 0;
  else if (n <= 8)
    hit = counted(random, n, chance.p);
  else
    hit = static_cast<double>(n) * chance.p < 10 ? inversion(random, n, chance)
                                                 : transformed_rejection(random, n, chance);
  return chance.mirrored ? n - hit : hit;
}

std::int64_t binomial(Random& random, std::int64_t n, double p) {
  return binomial(random, n, chance_of(p));
}

void Split::set(std::span<const double> weights) {
  outcomes_.clear();
  double sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k] <= 0) continue;
    outcomes_.push_back({static_cast<std::uint32_t>(k), weights[k], {}});
    sum += weights[k];
  }
  std::stable_sort(outcomes_.begin(), outcomes_.end(),
                   [](const Outcome& a, const Outcome& b) { return a.weight > b.weight; });
  double left = sum;
  for (Outcome& outcome : outcomes_) {
    outcome.here = chance_of(std::min(1.0, outcome.weight / left));
    left -= outcome.weight;
    outcome.weight /= sum;
  }
}

std::uint32_t Split::one(Random& random) const {
  double u = random.coarse();
  std::size_t k = 0;
  while (k + 1 < outcomes_.size() && (u -= outcomes_[k].weight) >= 0) ++k;
  return outcomes_[k].index;
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
