#include "jobs/task.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace passage::jobs {
namespace {

using Reports = std::vector<std::pair<double, std::string>>;

Task telling(Reports& reports) {
  return Task(2, [&](double done, std::string_view known) { reports.emplace_back(done, known); });
}

// How many threads are at work at once, and the most that ever were.
class AtWork {
 public:
  void enter() {
    const std::lock_guard lock(mutex_);
    ++inside_[std::this_thread::get_id()];
    most_ = std::max(most_, inside_.size());
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    const auto at = inside_.find(std::this_thread::get_id());
    if (--at->second == 0) inside_.erase(at);
  }
  [[nodiscard]] std::size_t most() const { return most_; }

 private:
  std::mutex mutex_;
  std::map<std::thread::id, int> inside_;
  std::size_t most_ = 0;
};

TEST(Task, DoesAllPiecesOnce) {
  for (const std::size_t count : {0, 1, 2, 7, 1000}) {
    std::vector<std::atomic<int>> times(count);
    Task(3).in_parallel(count, [&](std::size_t i) { ++times[i]; });
    for (const auto& of_piece : times) EXPECT_EQ(of_piece, 1);
  }
}

TEST(Task, TakesNoMoreThreadsThanAskedForAtAnyDepth) {
  for (const unsigned threads : {1u, 2u, 3u}) {
    const Task task(threads);
    AtWork at_work;
    std::atomic<int> done{0};
    task.in_parallel(4, [&](std::size_t) {
      at_work.enter();
      task.part(0, 1).in_parallel(3, [&](std::size_t) {
        task.quiet().in_parallel(5, [&](std::size_t) {
          at_work.enter();
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
          ++done;
          at_work.leave();
        });
      });
      at_work.leave();
    });
    EXPECT_EQ(done, 4 * 3 * 5);
    EXPECT_LE(at_work.most(), threads);
    EXPECT_GE(at_work.most(), 1u);
  }
}

TEST(Task, OneThreadIsTheOneThatCalls) {
  const std::thread::id caller = std::this_thread::get_id();
  Task(1).in_parallel(20, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), caller); });
}

// While a thread waits for a call inside of a piece, it must not begin another piece around it, which might want a lock
// that the thread itself holds.
TEST(Task, WhoWaitsTakesUpNoWorkFromAround) {
  const Task task(2);
  std::mutex one_at_a_time;
  std::atomic<int> done{0};
  task.in_parallel(50, [&](std::size_t) {
    static thread_local bool inside = false;
    ASSERT_FALSE(inside);
    const std::unique_lock lock(one_at_a_time, std::try_to_lock);
    if (!lock) return;
    inside = true;
    task.in_parallel(4, [&](std::size_t) { ++done; });
    inside = false;
  });
  EXPECT_EQ(done % 4, 0);
}

TEST(Task, WorksFromSeveralThreadsAtOnce) {
  const Task task(2);
  std::atomic<int> done{0};
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 4; ++i) callers.emplace_back([&] { task.in_parallel(100, [&](std::size_t) { ++done; }); });
  }
  EXPECT_EQ(done, 400);
}

TEST(Task, ThrowsWhatThePieceOfTheLowestIndexThrew) {
  for (const unsigned threads : {1u, 2u, 3u}) {
    std::atomic<int> done{0};
    try {
      Task(threads).in_parallel(100, [&](std::size_t i) {
        ++done;
        if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
      });
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "7");
    }
    EXPECT_EQ(done, 100);  // all are called, whatever some throw
  }
}

TEST(Task, WhatAPieceWroteIsThereAfterwards) {
  const Task task(2);
  for (int round = 0; round < 100; ++round) {
    std::vector<int> squares(50);
    task.in_parallel(squares.size(), [&](std::size_t i) { squares[i] = static_cast<int>(i * i) + round; });
    for (std::size_t i = 0; i < squares.size(); ++i) EXPECT_EQ(squares[i], static_cast<int>(i * i) + round);
  }
}

TEST(Task, IsCancelledWithWhatItWasMadeFrom) {
  const Task task(1), other(1);
  const Task part = task.part(0, 0.5), of_part = part.quiet(), sibling = task.until({});
  part.cancel();
  EXPECT_TRUE(part.cancelled());
  EXPECT_TRUE(of_part.cancelled());
  EXPECT_FALSE(task.cancelled());
  EXPECT_FALSE(sibling.cancelled());
  const Task copy = task;
  copy.cancel();
  EXPECT_TRUE(task.cancelled());
  EXPECT_TRUE(sibling.cancelled());
  EXPECT_TRUE(task.part(0, 1).cancelled());
  EXPECT_FALSE(other.cancelled());
  EXPECT_THROW(task.expect_wanted(), Cancelled);
  EXPECT_NO_THROW(other.expect_wanted());
}

TEST(Task, IsOverForGoodOnceUntilSaysSo) {
  const Task task(1);
  bool over = false;
  const Task bounded = task.until([&] { return over; }), part = bounded.part(0.2, 0.4);
  EXPECT_FALSE(part.cancelled());
  over = true;
  EXPECT_TRUE(part.cancelled());
  over = false;
  EXPECT_TRUE(bounded.cancelled());
  EXPECT_FALSE(task.cancelled());
}

TEST(Task, PartsOfPartsTellTheirShareOfTheWhole) {
  Reports reports;
  const Task task = telling(reports);
  task.report(0, "begun");
  const Task half = task.part(0.5, 1);
  half.report(0.5, "half of a half");
  half.part(0.5, 1).report(0.5);
  half.part(0.5, 1).part(0, 1).report(7, "more than all");
  EXPECT_EQ(reports, (Reports{{0, "begun"}, {0.75, "half of a half"}, {0.875, ""}, {1, "more than all"}}));
}

TEST(Task, ProgressNeverGoesBack) {
  Reports reports;
  const Task task = telling(reports);
  task.in_parallel(20, [&](std::size_t i) {
    const Task part = task.part(static_cast<double>(i) / 20, static_cast<double>(i + 1) / 20);
    for (const double done : {0.0, 0.5, 1.0}) part.report(done);
  });
  ASSERT_EQ(reports.size(), 60u);
  for (std::size_t i = 1; i < reports.size(); ++i) EXPECT_GE(reports[i].first, reports[i - 1].first);
  EXPECT_EQ(reports.back().first, 1);
}

TEST(Task, QuietOnesTellNothingAndOthersTellWhomTheyAreGiven) {
  Reports outer, inner;
  const Task task = telling(outer);
  EXPECT_TRUE(task.heard());
  EXPECT_FALSE(task.quiet().heard());
  EXPECT_FALSE(Task(1).heard());
  task.quiet().part(0, 0.5).report(1, "nobody hears");
  const Task other =
      task.part(0.5, 1).telling([&](double done, std::string_view known) { inner.emplace_back(done, known); });
  other.report(0.25, "here");
  EXPECT_TRUE(outer.empty());
  EXPECT_EQ(inner, (Reports{{0.25, "here"}}));
  task.cancel();
  EXPECT_TRUE(other.cancelled());
}

}  // namespace
}  // namespace passage::jobs
