// Draws of counts, the same on every thread. Binomial: where the variance is below 10 exact, by inversion;
// else at a normal draw's place in the Cornish-Fisher expansion (1938), within 1.4e-4 of the exact law in
// total variation at 10, 1.5e-5 at 30 (test/displacement/sampler_test.cc). Multinomial: binomials one after
// the other. Random numbers have 32 bits: a chance below 2^-32 is none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.h"

namespace passage::displacement {

// A probability made ready for many draws.
struct Chance {
  double p = 0;                // the smaller of p and 1 - p
  double odds = 0, log_q = 0;  // p / (1 - p), ln(1 - p)
  double variance = 0;         // p (1 - p)
  bool mirrored = false;
};
[[nodiscard]] Chance chance_of(double p);  // p in [0, 1]

[[nodiscard]] std::int64_t binomial(Random& random, std::int64_t n, const Chance& chance);
[[nodiscard]] std::int64_t binomial(Random& random, std::int64_t n, double p);

// Where a standard normal z falls among the outcomes of n draws with chance.p, which end at whole numbers:
// rising in z for |z| < 6 where n chance.variance >= 10.
[[nodiscard]] double outcome_at(double z, std::int64_t n, const Chance& chance);

// out[k] += how many of n fall on k; weights >= 0, at least one > 0.
void multinomial(Random& random, std::int64_t n, std::span<const double> weights, std::span<std::int64_t> out);

// A multinomial made ready for many draws, likeliest outcome first: most draws end early.
class Split {
 public:
  void set(std::span<const double> weights);  // >= 0, at least one > 0
  // take(k, people) for each outcome k that somebody falls on.
  template <class Take>
  void draw(Random& random, std::int64_t n, Take&& take) const {
    if (n == 1 && outcomes_.size() > 1) {
      take(one(random), std::int64_t{1});
      return;
    }
    for (std::size_t k = 0; n > 0; ++k) {
      const std::int64_t here = k + 1 < outcomes_.size() ? binomial(random, n, outcomes_[k].here) : n;
      if (here > 0) take(outcomes_[k].index, here);
      n -= here;
    }
  }

 private:
  struct Outcome {
    std::uint32_t index = 0;
    double weight = 0;  // share of the whole
    Chance here;        // among those whom the outcomes before leave
  };
  [[nodiscard]] std::uint32_t one(Random& random) const;
  std::vector<Outcome> outcomes_;
};

}  // namespace passage::displacement
