// What a long piece of work is given by who starts it: how many threads it may take, whether its answer is still
// wanted, and where it tells how far it is. Handed down as the last parameter of every function that may take long, so
// that two pieces of work in one process stop, tell and take threads apart from each other.
//
// Stopping   Work looks at cancelled() and, where it is true, ends at its next safe point with its best answer so far.
//            Work that has no answer before it is done calls expect_wanted() there, which throws.
// Progress   A part() tells a share of its task's progress, and parts have parts. What the Report hears never falls,
//            also where parts run at once, and it is called by one thread at a time.
// Threads    in_parallel runs on a oneTBB task_arena, one a Task and what is made from it (docs/decisions/
//            0015-one-task.md): calls inside of calls share its threads. A thread that waits for its own call takes
//            up no work of the calls around it, so a time limit or a lock there is safe.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>

namespace passage::jobs {

class Arena;

// The answer is no longer wanted, and there is none yet.
class Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

// A cheap handle. Copies are the same task. All functions may be called from several threads at once.
class Task {
 public:
  // Hears how much is done, in [0, 1], and what is known by then, in words for people; these may be empty.
  using Report = std::function<void(double done, std::string_view known)>;

  // `threads` counts the thread that calls; 0 = as many as the machine has. An empty report hears nothing.
  explicit Task(unsigned threads = 0, Report report = {});

  // From now on, for this task and what was and will be made from it; not for the task that it was made from.
  void cancel() const;
  [[nodiscard]] bool cancelled() const;  // this one, one that it was made from, or `until` said so; then for good
  void expect_wanted() const;            // throws Cancelled if it is
  [[nodiscard]] unsigned threads() const;

  // How much of this task is done, in [0, 1], and what is known; empty: no more than before.
  void report(double done, std::string_view known = {}) const;
  [[nodiscard]] bool heard() const;  // whether anybody hears that: else no words need be made

  // Tasks made from this one: they share its threads and end when it is cancelled.
  [[nodiscard]] Task part(double from, double to) const;  // all of it is from `from` to `to` of this; both in [0, 1]
  [[nodiscard]] Task quiet() const;                       // tells nothing: for pieces that whose caller counts
  [[nodiscard]] Task telling(Report report) const;        // tells `report`, from 0 to 1, and not who hears this one
  [[nodiscard]] Task until(std::function<bool()> over) const;  // cancelled too once `over`, of any thread, says so

  // Calls work(0) .. work(count - 1) in any order, at most threads() of them at once at any depth of such calls, and no
  // more than the machine has. Who calls writes each piece's result to its own place, so that the answer does not
  // depend on the threads. If some throw, the exception of the lowest index is thrown when all are done. All are
  // called, also after cancel(): pieces look at that themselves.
  void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) const;

 private:
  struct Wish;
  struct Meter;
  Task(const Task& from, std::function<bool()> over);

  std::shared_ptr<Arena> arena_;
  std::shared_ptr<Wish> wish_;
  std::shared_ptr<Meter> meter_;  // none: quiet
  double from_ = 0, to_ = 1;      // of the meter's
};

}  // namespace passage::jobs
