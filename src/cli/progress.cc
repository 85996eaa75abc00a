#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "osm/load.h"

namespace passage::cli {

Progress::Progress(std::string_view what, Mode mode)
    : what_(what), mode_(isatty(STDERR_FILENO) != 0 ? mode : Mode::kQuiet), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

jobs::Task Progress::task(unsigned threads) {
  if (mode_ == Mode::kQuiet) return jobs::Task(threads);
  return jobs::Task(threads, [this](double done, std::string_view known) { show(done, known); });
}

void Progress::show(double done, std::string_view known) {
  const auto now = Clock::now();
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double since = std::chrono::duration<double>(now - last_).count();
  if (elapsed < 2 || since < 0.1) return;
  last_ = now;
  shown_ = true;
  const auto clock = [](double seconds) {
    return fmt::format("{}:{:02}", static_cast<long>(seconds) / 60, static_cast<long>(seconds) % 60);
  };
  std::string line = fmt::format("{}  {:3.0f} %", what_, 100 * done);
  if (!known.empty()) line += fmt::format("   {}", known);
  line += fmt::format("   {}", clock(elapsed));
  if (done > 0.02) line += fmt::format(", about {} left", clock(elapsed / done - elapsed));
  fmt::print(stderr, "\r\033[K{}", line);
  std::fflush(stderr);
}

network::StoredNetwork load_with_progress(const std::filesystem::path& path, bool quiet) {
  Progress progress("importing", quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  return osm::load_roads(path, progress.task());
}

}  // namespace passage::cli
