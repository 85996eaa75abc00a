// A progress line on stderr, shown once work has taken two seconds; and the wish to stop.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

namespace passage {

// Set by Ctrl-C where there is an AnswerSoFar; long work looks at it and stops at its next safe point.
[[nodiscard]] std::atomic<bool>& stop_requested();

// Stands while work is done that gives its best answer so far when it is stopped. While none stands, an interrupt ends
// the program at once.
class AnswerSoFar {
 public:
  AnswerSoFar();
  ~AnswerSoFar();
  AnswerSoFar(const AnswerSoFar&) = delete;
  AnswerSoFar& operator=(const AnswerSoFar&) = delete;
  [[nodiscard]] static bool stands();
};

class Progress {
 public:
  // Quiet: says nothing, as always where stderr is no terminal. Otherwise one line, rewritten.
  enum class Mode { kQuiet, kShown };
  explicit Progress(std::string_view what, Mode mode = Mode::kQuiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // done in [0, 1]; detail is appended. Cheap: prints at most ten times a second.
  void report(double done, std::string_view detail = {});

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_;
  Mode mode_;
  Clock::time_point start_, last_;
  bool shown_ = false;
};

}  // namespace passage
