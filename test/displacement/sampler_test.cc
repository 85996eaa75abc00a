// Draws of counts against the exact laws.
#include "displacement/sampler.h"

#include <cmath>

#include <gtest/gtest.h>

namespace passage::displacement {
namespace {

// ln of the chance of k among n.
double log_mass(std::int64_t n, std::int64_t k, double p) {
  const double whole = static_cast<double>(n), hit = static_cast<double>(k);
  return std::lgamma(whole + 1) - std::lgamma(hit + 1) - std::lgamma(whole - hit + 1) + hit * std::log(p) +
         (whole - hit) * std::log1p(-p);
}

// The z at which outcome_at is `edge`, by halving.
double z_at(double edge, std::int64_t n, const Chance& chance) {
  double low = -6, high = 6;
  for (int k = 0; k < 60; ++k) {
    const double middle = (low + high) / 2;
    (outcome_at(middle, n, chance) < edge ? low : high) = middle;
  }
  return low;
}

// Half the sum over k of |chance of k by the expansion - exact chance|.
double total_variation(std::int64_t n, double p) {
  const Chance chance = chance_of(p);
  const double mean = static_cast<double>(n) * p, sd = std::sqrt(mean * (1 - p));
  const auto first = static_cast<std::int64_t>(std::max(0.0, mean - 9 * sd));
  const auto last = static_cast<std::int64_t>(std::min(static_cast<double>(n), mean + 9 * sd));
  double below = 0, sum = 0;
  for (std::int64_t k = first; k <= last; ++k) {
    const double next = k == n ? 1 : 0.5 * std::erfc(-z_at(static_cast<double>(k + 1), n, chance) / std::sqrt(2.0));
    sum += std::fabs(next - below - std::exp(log_mass(n, k, p)));
    below = next;
  }
  return sum / 2;
}

TEST(Binomial, ExpansionIsCloseToTheExactLaw) {
  for (const double p : {0.5, 0.3, 0.1, 0.02, 0.001}) {
    const auto with_variance = [&](double v) { return static_cast<std::int64_t>(std::ceil(v / (p * (1 - p)))); };
    EXPECT_LT(total_variation(with_variance(10), p), 1.4e-4) << p;
    EXPECT_LT(total_variation(with_variance(30), p), 1.5e-5) << p;
    EXPECT_LT(total_variation(with_variance(1000), p), 1e-7) << p;
  }
}

TEST(Binomial, ExpansionRises) {
  for (const double p : {0.5, 0.1, 1e-3, 1e-6}) {
    const Chance chance = chance_of(p);
    const auto n = static_cast<std::int64_t>(std::ceil(10 / chance.variance));
    for (double z = -6; z < 6; z += 0.01) EXPECT_LT(outcome_at(z, n, chance), outcome_at(z + 0.01, n, chance));
  }
}

// Draws over about 25 bins of equal mass, by each way of drawing.
class Draws : public testing::TestWithParam<std::pair<std::int64_t, double>> {};

TEST_P(Draws, FollowTheLaw) {
  const auto [n, p] = GetParam();
  constexpr int kDraws = 200000;
  std::vector<double> mass(static_cast<std::size_t>(n) + 1), seen(mass.size(), 0);
  for (std::int64_t k = 0; k <= n; ++k) mass[static_cast<std::size_t>(k)] = std::exp(log_mass(n, k, p));
  Random random(7, static_cast<std::uint32_t>(n), 1);
  const Chance chance = chance_of(p);
  for (int k = 0; k < kDraws; ++k) {
    const std::int64_t drawn = binomial(random, n, chance);
    ASSERT_GE(drawn, 0);
    ASSERT_LE(drawn, n);
    ++seen[static_cast<std::size_t>(drawn)];
  }
  double statistic = 0, expected = 0, found = 0;
  int bins = 0;
  for (std::size_t k = 0; k < mass.size(); ++k) {
    expected += mass[k] * kDraws;
    found += seen[k];
    if (expected < kDraws / 25.0 && k + 1 < mass.size()) continue;
    if (expected > 5) statistic += (found - expected) * (found - expected) / expected, ++bins;
    expected = found = 0;
  }
  // Mean bins - 1, variance twice that: four standard deviations and a half.
  EXPECT_LT(statistic, bins - 1 + 4.5 * std::sqrt(2.0 * bins)) << n << " " << p;
}

INSTANTIATE_TEST_SUITE_P(AllWays, Draws,
                         testing::Values(std::pair{std::int64_t{5}, 0.3}, std::pair{std::int64_t{8}, 0.9},
                                         std::pair{std::int64_t{30}, 0.5}, std::pair{std::int64_t{60}, 0.95},
                                         std::pair{std::int64_t{41}, 0.5}, std::pair{std::int64_t{48}, 0.7},
                                         std::pair{std::int64_t{120}, 0.1}, std::pair{std::int64_t{900}, 0.4},
                                         std::pair{std::int64_t{20000}, 0.001}, std::pair{std::int64_t{20000}, 0.6}));

TEST(Binomial, EndsAreCertain) {
  Random random(1, 1);
  for (const std::int64_t n : {0, 1, 7, 100, 1000000}) {
    EXPECT_EQ(binomial(random, n, 0.0), 0);
    EXPECT_EQ(binomial(random, n, 1.0), n);
  }
}

// Means of a split that is drawn likeliest first, and nobody lost.
TEST(Split, FollowsItsWeights) {
  Split split;
  split.set(std::vector<double>{1, 0, 5, 2});
  Random random(3, 1);
  for (const std::int64_t n : {1, 6, 40, 1000}) {
    std::array<double, 4> sum{};
    constexpr int kDraws = 20000;
    for (int k = 0; k < kDraws; ++k) {
      std::int64_t all = 0;
      split.draw(random, n, [&](std::uint32_t at, std::int64_t people) {
        sum[at] += static_cast<double>(people);
        all += people;
      });
      ASSERT_EQ(all, n);
    }
    const double whole = static_cast<double>(n) * kDraws;
    for (std::size_t k = 0; k < 4; ++k) {
      const double share = std::array{0.125, 0.0, 0.625, 0.25}[k];
      EXPECT_NEAR(sum[k] / whole, share, 4.5 * std::sqrt(share * (1 - share) / whole)) << n << " " << k;
    }
  }
}

}  // namespace
}  // namespace passage::displacement
