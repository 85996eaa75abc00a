// Programmer's errors, never a user's: what was expected, file and line on stderr, then std::terminate. PASSAGE_EXPECT
// stays on in release builds. PASSAGE_ASSERT is for what stands in the innermost loops, such as the range of an id: it
// is looked at where NDEBUG is not defined (presets dev and tsan) and is no code at all elsewhere.
#pragma once

namespace passage {
[[noreturn]] void expect_failed(const char* condition, const char* file, int line);
}

#define PASSAGE_EXPECT(condition)                               \
  do {                                                          \
    if (!(condition)) [[unlikely]]                              \
      ::passage::expect_failed(#condition, __FILE__, __LINE__); \
  } while (false)

#ifdef NDEBUG
#define PASSAGE_ASSERT(condition) static_cast<void>(0)
#else
#define PASSAGE_ASSERT(condition) PASSAGE_EXPECT(condition)
#endif
