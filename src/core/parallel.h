// Independent pieces of work on all cores. Who calls writes each piece's result to its own place, so
// that the answer does not depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace passage {

// How many threads in_parallel takes where its caller does not say: 0 = as many as the machine has, as at the
// start. For the whole process; a test shows that no answer depends on it.
void limit_threads(unsigned threads);

// Calls work(0) .. work(count - 1), in any order, at most `threads` at once (0 = as limit_threads
// says). If some throw, the exception of the lowest index is thrown when all are done.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work, unsigned threads = 0);

}  // namespace passage
