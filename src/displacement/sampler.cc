#include "displacement/sampler.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace passage::displacement {
namespace {

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

// Standard normals from layers of equal area (Marsaglia, Tsang 2000; ZIGNOR, Doornik 2005): nearly always
// one random number and one comparison.
class Ziggurat {
 public:
  Ziggurat() {
    double height = std::exp(-0.5 * kTail * kTail);
    edge_[0] = kArea / height;
    edge_[1] = kTail;
    for (std::size_t k = 2; k < kLayers; ++k) {
      edge_[k] = std::sqrt(-2 * std::log(kArea / edge_[k - 1] + height));
      height = std::exp(-0.5 * edge_[k] * edge_[k]);
    }
    for (std::size_t k = 0; k < kLayers; ++k) inner_[k] = edge_[k + 1] / edge_[k];
  }
  [[nodiscard]] double draw(Random& random) const {
    for (;;) {
      const std::uint32_t word = random(), layer = word % kLayers;
      const double u = static_cast<double>(static_cast<std::int32_t>(word - layer)) * (1.0 / 2147483648.0);
      const double z = u * edge_[layer];
      if (std::fabs(u) < inner_[layer]) return z;
      if (layer == 0) return u < 0 ? -tail(random) : tail(random);
      const double outer = std::exp(0.5 * (z * z - edge_[layer] * edge_[layer]));
      const double inner = std::exp(0.5 * (z * z - edge_[layer + 1] * edge_[layer + 1]));
      if (outer + random.uniform() * (inner - outer) < 1) return z;
    }
  }

 private:
  static constexpr std::size_t kLayers = 128;
  static constexpr double kTail = 3.442619855899, kArea = 9.91256303526217e-3;
  static double tail(Random& random) {
    for (;;) {
      const double over = -std::log(1 - random.uniform()) / kTail, y = -std::log(1 - random.uniform());
      if (2 * y > over * over) return kTail + over;
    }
  }
  std::array<double, kLayers + 1> edge_{};  // of the layers, outermost first
  std::array<double, kLayers> inner_{};     // part of a layer that lies wholly under the curve
};
const Ziggurat kNormal;

}  // namespace

double outcome_at(double z, std::int64_t n, const Chance& chance) {
  const double people = static_cast<double>(n), v = chance.variance, s = std::sqrt(people * v), zz = z * z;
  const double skew = 1 - 2 * chance.p;
  // Cumulants up to the fifth, with Sheppard's corrections since outcomes are whole.
  const double second = skew * (zz - 1) / 6, third = z * (14 * v - 2 - (1 + 2 * v) * zz) / 72;
  const double fourth = skew * (2 + v) * ((3 * zz + 7) * zz - 16) / 1620;
  const double small = 1 / s;
  return people * chance.p + 0.5 + s * z + second + small * (third + small * fourth);
}

Chance chance_of(double p) {
  if (p <= 0) return {};
  if (p >= 1) return {.mirrored = true};
  const bool mirrored = p > 0.5;
  const double least = mirrored ? 1 - p : p;
  return {.p = least,
          .odds = least / (1 - least),
          .log_q = std::log1p(-least),
          .variance = least * (1 - least),
          .mirrored = mirrored};
}

std::int64_t binomial(Random& random, std::int64_t n, const Chance& chance) {
  if (n <= 0) return 0;
  std::int64_t hit = 0;
  if (chance.p <= 0)
    hit = 0;
  else if (n <= 8)
    hit = counted(random, n, chance.p);
  else if (static_cast<double>(n) * chance.variance < 10)
    hit = inversion(random, n, chance);
  else
    hit =
        static_cast<std::int64_t>(std::clamp(outcome_at(kNormal.draw(random), n, chance), 0.0, static_cast<double>(n)));
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
