// PASSAGE_EXPECT: a programmer's error, never a user's. Stays on in release builds.
#pragma once

namespace passage {
[[noreturn]] void expect_failed(const char* condition, const char* file, int line);
}

#define PASSAGE_EXPECT(condition)                               \
  do {                                                          \
    if (!(condition)) [[unlikely]]                              \
      ::passage::expect_failed(#condition, __FILE__, __LINE__); \
  } while (false)
