// A line on stderr that says how far a verb is, shown once the work has taken two seconds.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "jobs/task.h"
#include "network/store.h"

namespace passage::cli {

class Progress {
 public:
  // Quiet: says nothing, as always where stderr is no terminal. Otherwise one line, rewritten.
  enum class Mode { kQuiet, kShown };
  explicit Progress(std::string_view what, Mode mode = Mode::kQuiet);
  ~Progress();  // wipes the line out
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A task that tells this line, which must outlast it: at most ten times a second, with what is known behind it.
  [[nodiscard]] jobs::Task task(unsigned threads = 0);

 private:
  using Clock = std::chrono::steady_clock;
  void show(double done, std::string_view known);

  std::string what_;
  Mode mode_;
  Clock::time_point start_, last_;
  bool shown_ = false;
};

// Roads for a verb: an import that takes long shows how far it is.
[[nodiscard]] network::StoredNetwork load_with_progress(const std::filesystem::path& path, bool quiet);

}  // namespace passage::cli
