// The checksum of a network file: four lanes of xor and odd multiplication. Each step is a bijection, so no single
// changed word can go unseen; runs at the speed of memory. Not cryptographic.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace passage::network {

class Checksum {
 public:
  void add(std::span<const std::byte> bytes) {  // a multiple of 32 in length
    for (std::size_t at = 0; at < bytes.size(); at += 32) {
      std::uint64_t word[4];
      std::memcpy(word, bytes.data() + at, 32);
      for (int i = 0; i < 4; ++i) lane_[i] = std::rotl((lane_[i] ^ word[i]) * 0x9E3779B97F4A7C15ull, 29);
    }
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t all = 0;
    for (const std::uint64_t lane : lane_) all = std::rotl((all ^ lane) * 0xBF58476D1CE4E5B9ull, 31);
    return all ^ all >> 33;
  }

 private:
  std::uint64_t lane_[4] = {1, 2, 3, 4};
};

}  // namespace passage::network
