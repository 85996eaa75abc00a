#include "jobs/arena.h"

#include <algorithm>
#include <exception>

#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace passage::jobs {
namespace {

// The arena of whose work this thread is a part, if any.
thread_local const Arena* inside = nullptr;

// What the arena's threads do.
struct Call {
  const Arena* arena;
  void (*run)(void*);
  void* what;

  void operator()(unsigned /*which*/) const {
    const Arena* const outside = inside;
    inside = arena;
    run(what);
    inside = outside;
  }
};

}  // namespace

struct Arena::Threads {
  tbb::task_arena arena;
};

Arena::Arena(unsigned threads)
    : threads_(std::min(threads, static_cast<unsigned>(tbb::info::default_concurrency()))),
      held_(new Threads{tbb::task_arena(static_cast<int>(threads_))}) {}
Arena::~Arena() = default;

void Arena::at_once(unsigned times, void (*run)(void*), void* what) {
  if (times > 1 && threads_ > 1) {
    const auto spread = [&] { tbb::parallel_for(0u, times, Call{this, run, what}, tbb::simple_partitioner{}); };
    // Within work of this arena a thread that waits takes up only work of this call (isolate). The first call has
    // nothing around it, and its thread may help wherever there is work inside of it.
    try {
      held_->arena.execute([&] { inside == this ? tbb::this_task_arena::isolate(spread) : spread(); });
      return;
    } catch (const std::exception&) {
      // The system gives no more threads, and no call is under way. What is left is done here.
    }
  }
  run(what);
}

}  // namespace passage::jobs
