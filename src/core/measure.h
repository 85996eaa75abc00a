// What a run cost: the figures of --json's `seconds` and `peak_bytes`.
#pragma once
#include <chrono>
#include <cstdint>
namespace passage {
[[nodiscard]] std::int64_t peak_bytes();  // of this process, so far
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};
}  // namespace passage
