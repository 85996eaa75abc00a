#include "displacement/sampler.h"

#include <algorithm>
#include <array>
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

constexpr std::array<double, 64> kReciprocal = [] {
  std::array<double, 64> out{};
  for (std::size_t k = 1; k < out.size(); ++k) out[k] = 1.0 / static_cast<double>(k);
  return out;
}();

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

// How likely k is, over how likely the mode is; |k - mode| small.
double over_mode(double n, double odds, double mode, double k) {
  double ratio = 1;
  for (double i = std::min(mode, k) + 1; i <= std::max(mode, k); ++i) ratio *= (n + 1) * odds / i - odds;
  return k < mode ? 1 / ratio : ratio;
}

double log_over_mode(double n, double odds, double mode, double k) {
  return (mode + 0.5) * std::log((mode + 1) / (odds * (n - mode + 1))) +
         (n + 1) * std::log((n - mode + 1) / (n - k + 1)) + (k + 0.5) * std::log(odds * (n - k + 1) / (k + 1)) +
         stirling_tail(mode) + stirling_tail(n - mode) - stirling_tail(k) - stirling_tail(n - k);
}

// Algorithms BTRS and BTRD of Hormann (1993): squeezes before logarithms.
std::int64_t transformed_rejection(Random& random, std::int64_t whole, const Chance& chance) {
  const double n = static_cast<double>(whole), p = chance.p, odds = chance.odds, variance = n * p * (1 - p);
  const double spread = std::sqrt(variance), b = 1.15 + 2.53 * spread;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5, accept = 0.92 - 4.2 / b;
  for (;;) {
    const double u = random.coarse() - 0.5;
    double v = random.coarse();
    const double us = 0.5 - std::fabs(u), k = std::floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= accept) return static_cast<std::int64_t>(k);
    if (k < 0 || k > n) continue;
    v *= (2.83 + 5.1 / b) * spread / (a / (us * us) + b);
    const double mode = std::floor((n + 1) * p), far = std::fabs(k - mode);
    if (far <= 15) {
      if (v <= over_mode(n, odds, mode, k)) return static_cast<std::int64_t>(k);
      continue;
    }
    v = std::log(v);
    const double slack = far / variance * (((far / 3 + 0.625) * far + 1.0 / 6) / variance + 0.5);
    const double bell = -far * far / (2 * variance);
    if (v < bell - slack) return static_cast<std::int64_t>(k);
    if (v > bell + slack) continue;
    if (v <= log_over_mode(n, odds, mode, k)) return static_cast<std::int64_t>(k);
  }
}

}  // namespace

Chance chance_of(double p) {
  if (p <= 0) return {};
  if (p >= 1) return {.p = 0, .odds = 0, .log_q = 0, .mirrored = true};
  const bool mirrored = p > 0.5;
  const double least = mirrored ? 1 - p : p;
  return {.p = least, .odds = least / (1 - least), .log_q = std::log1p(-least), .mirrored = mirrored};
}

std::int64_t binomial(Random& random, std::int64_t n, const Chance& chance) {
  if (n <= 0) return 0;
  std::int64_t hit = 0;
  if (chance.p <= 0)
    hit = 0;
  else if (n == 1)
    hit = random.coarse() < chance.p ? 1 : 0;
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
