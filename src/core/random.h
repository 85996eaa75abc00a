// Counter-based random numbers (Philox 4x32-10; Salmon et al. 2011): the same draw for the same
// (seed, stream, index), whatever thread or rank asks, in whatever order.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include <Random123/philox.h>

namespace passage {

// A stream of draws, named by seed and two stream numbers (say replication and place).
// Satisfies UniformRandomBitGenerator, but prefer uniform(): the standard's distributions differ
// between libraries.
class Random {
 public:
  using result_type = std::uint32_t;
  Random(std::uint64_t seed, std::uint32_t stream_a, std::uint32_t stream_b = 0)
      : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
        counter_{{0, 0, stream_a, stream_b}} {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xFFFFFFFFu; }
  result_type operator()() {
    if (used_ == kAhead) refill();
    return ahead_[used_++];
  }
  // [0, 1), 53 bits.
  double uniform() {
    const std::uint64_t high = (*this)() >> 5, low = (*this)() >> 6;
    return static_cast<double>(high * 67108864u + low) * (1.0 / 9007199254740992.0);
  }
  // [0, 1), 32 bits, at half the cost.
  double coarse() { return (*this)() * (1.0 / 4294967296.0); }
  // [0, n), n > 0, without bias worth a name below 2^48.
  std::uint64_t below(std::uint64_t n) { return static_cast<std::uint64_t>(uniform() * static_cast<double>(n)); }

 private:
  // Blocks do not wait for one another: four at once cost little more than one.
  void refill() {
    for (unsigned k = 0; k < kAhead; k += 4) {
      const auto block = r123::Philox4x32{}(counter_, key_);
      std::copy(block.begin(), block.end(), ahead_.begin() + k);
      if (++counter_[0] == 0) ++counter_[1];
    }
    used_ = 0;
  }
  static constexpr unsigned kAhead = 16;
  r123::Philox4x32::key_type key_;
  r123::Philox4x32::ctr_type counter_;
  std::array<result_type, kAhead> ahead_{};
  unsigned used_ = kAhead;
};

}  // namespace passage
