#include "jobs/task.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "jobs/arena.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PASSAGE_THREAD_SANITIZER
#endif
#elif defined(__SANITIZE_THREAD__)
#define PASSAGE_THREAD_SANITIZER
#endif
#ifdef PASSAGE_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif

namespace passage::jobs {
namespace {

// The arena orders what is done before a call, in it and after it, but the thread sanitizer does not see how (arena.h).
// These tell it: what came before `release` of a thing has happened for who has called `acquire` of it afterwards.
#ifdef PASSAGE_THREAD_SANITIZER
void release(void* thing) {
  __tsan_release(thing);
}
void acquire(void* thing) {
  __tsan_acquire(thing);
}
#else
void release(void* /*thing*/) {}
void acquire(void* /*thing*/) {}
#endif

// One call of in_parallel: each of its threads takes the next piece until there is none.
struct Pieces {
  const std::function<void(std::size_t)>& work;
  std::vector<std::exception_ptr> thrown;
  std::atomic<std::size_t> next{0};

  void run() {
    for (std::size_t i = next++; i < thrown.size(); i = next++) {
      try {
        work(i);
      } catch (...) {
        thrown[i] = std::current_exception();
      }
    }
  }
};

void run_pieces(void* pieces) {
  acquire(pieces);
  static_cast<Pieces*>(pieces)->run();
  release(pieces);
}

}  // namespace

// Told apart, so that a part can be cancelled and its task go on.
struct Task::Wish {
  const std::shared_ptr<Wish> parent;
  const std::function<bool()> over;
  std::atomic<bool> asked{false};
};

struct Task::Meter {
  explicit Meter(Report to) : report(std::move(to)) {}
  const Report report;
  std::mutex one_at_a_time;
  double done = 0;
};

Task::Task(unsigned threads, Report report)
    : arena_(std::make_shared<Arena>(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency()))),
      wish_(new Wish{nullptr, {}}),
      meter_(report ? new Meter(std::move(report)) : nullptr) {}

Task::Task(const Task& from, std::function<bool()> over) : Task(from) {
  wish_.reset(new Wish{from.wish_, std::move(over)});
}

void Task::cancel() const {
  wish_->asked.store(true);
}

bool Task::cancelled() const {
  for (Wish* wish = wish_.get(); wish != nullptr; wish = wish->parent.get()) {
    if (!wish->asked.load() && !(wish->over && wish->over())) continue;
    wish->asked.store(true);
    return true;
  }
  return false;
}

void Task::expect_wanted() const {
  if (cancelled()) throw Cancelled();
}

unsigned Task::threads() const {
  return arena_->threads();
}

void Task::report(double done, std::string_view known) const {
  if (!meter_) return;
  const std::lock_guard lock(meter_->one_at_a_time);
  meter_->done = std::max(meter_->done, from_ + (to_ - from_) * std::clamp(done, 0.0, 1.0));
  meter_->report(meter_->done, known);
}

bool Task::heard() const {
  return meter_ != nullptr;
}

Task Task::part(double from, double to) const {
  Task out(*this, {});
  out.from_ = from_ + (to_ - from_) * from;
  out.to_ = from_ + (to_ - from_) * to;
  return out;
}

Task Task::quiet() const {
  return telling({});
}

Task Task::telling(Report report) const {
  Task out(*this, {});
  out.meter_.reset(report ? new Meter(std::move(report)) : nullptr);
  out.from_ = 0;
  out.to_ = 1;
  return out;
}

Task Task::until(std::function<bool()> over) const {
  return {*this, std::move(over)};
}

void Task::in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) const {
  Pieces pieces{work, std::vector<std::exception_ptr>(count)};
  release(&pieces);
  arena_->at_once(static_cast<unsigned>(std::min<std::size_t>(threads(), count)), run_pieces, &pieces);
  acquire(&pieces);
  for (const std::exception_ptr& one : pieces.thrown)
    if (one) std::rethrow_exception(one);
}

}  // namespace passage::jobs
