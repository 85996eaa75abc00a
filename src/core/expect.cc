#include "core/expect.h"

#include <cstdio>
#include <exception>

namespace passage {
void expect_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "internal error: expected %s (%s:%d)\n", condition, file, line);
  std::terminate();
}
}  // namespace passage
