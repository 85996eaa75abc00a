// Watches a call and stops it: progress, the wish to stop, and how many threads it may take.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "api/visible.h"

namespace passage::jobs {
class Task;
}

namespace passage::api {

// A cheap handle: copies are the same task. All functions may be called from any thread. Two calls with a task each are
// watched and cancelled apart.
class PASSAGE_API Task {
 public:
  // Hears how much is done, in [0, 1] and never falling, and what is known by then, in words for people; these may be
  // empty. It is called at most ten times a second, by one thread at a time, not always the one that started the call,
  // and must not throw.
  using Report = std::function<void(double done, std::string_view known)>;

  // `threads`: at most so many at any depth of the work; 0 = as many as the machine has. No answer depends on it.
  explicit Task(Report report = {}, unsigned threads = 0);

  // The call ends at its next safe point: with its best answer so far (`stopped` says so), or with Cancelled. For good:
  // a call that is given a cancelled task does as little as it can.
  void cancel() const;
  [[nodiscard]] bool cancelled() const;

  // The library's own.
  explicit Task(const jobs::Task& inside);
  [[nodiscard]] const jobs::Task& inside() const { return *inside_; }

 private:
  std::shared_ptr<const jobs::Task> inside_;
};

}  // namespace passage::api
