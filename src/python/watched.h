// A long call of the library made from Python: other threads of Python go on meanwhile, Ctrl-C stops it, and the
// function that hears of progress is called by the thread that called.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include <pybind11/pybind11.h>

#include "api/task.h"

namespace passage::python {

// What the work says of itself, and the thread that called hears when it looks.
class News {
 public:
  void tell(double done, std::string_view known) {
    const std::lock_guard lock(mutex_);
    latest_ = {done, std::string(known)};
  }
  void end() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_one();
  }
  // Until it is over or some time has passed. True: over.
  bool wait() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(50), [&] { return over_; });
  }
  std::optional<std::pair<double, std::string>> latest() {
    const std::lock_guard lock(mutex_);
    return std::exchange(latest_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<std::pair<double, std::string>> latest_;
  bool over_ = false;
};

// work(task) in a thread of its own. `progress`: a function of (float, str), or None. What it raises, and
// KeyboardInterrupt, cancels the task and is raised once the work has ended.
template <class Work>
auto watched(const pybind11::object& progress, unsigned threads, Work work) {
  News news;
  const api::Task task([&](double done, std::string_view known) { news.tell(done, known); }, threads);
  std::optional<std::invoke_result_t<Work, const api::Task&>> result;
  std::exception_ptr failed;
  std::thread worker([&] {
    try {
      result.emplace(work(task));
    } catch (...) {
      failed = std::current_exception();
    }
    news.end();
  });
  std::optional<pybind11::error_already_set> raised;
  const auto look = [&] {
    if (raised) return;
    try {
      if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
      if (const auto latest = news.latest(); latest && !progress.is_none()) progress(latest->first, latest->second);
    } catch (const pybind11::error_already_set& error) {
      raised = error;
      task.cancel();
    }
  };
  for (bool over = false; !over;) {
    {
      const pybind11::gil_scoped_release others;
      over = news.wait();
    }
    look();
  }
  {
    const pybind11::gil_scoped_release others;
    worker.join();
  }
  if (raised) throw pybind11::error_already_set(*raised);
  if (failed) std::rethrow_exception(failed);
  return std::move(*result);
}

}  // namespace passage::python
