// Threads that work at once on one thing: a task_arena of oneTBB. Of jobs alone; others see Task.
//
// The library of oneTBB is not built for the thread sanitizer, so nothing that it does orders memory in the sanitizer's
// eyes. Hence arena.cc, which alone includes its headers and holds nothing else, is built without it (CMakeLists.txt),
// and who calls at_once orders memory by atomics of its own.
#pragma once

#include <memory>

namespace passage::jobs {

class Arena {
 public:
  // That of the caller among them; >= 1. No more than the machine has: oneTBB has one set of threads for a process.
  explicit Arena(unsigned threads);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  [[nodiscard]] unsigned threads() const { return threads_; }

  // Calls run(what), in as many threads at once as there are to spare but at most `times`, until a call has returned in
  // each; often less than `times` times, and perhaps only here. `run` does all that is left to do, and does not throw.
  // May be called from within `run`.
  void at_once(unsigned times, void (*run)(void*), void* what);

 private:
  struct Threads;
  unsigned threads_;
  std::unique_ptr<Threads> held_;
};

}  // namespace passage::jobs
