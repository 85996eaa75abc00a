// Large blocks of memory come in pages of 2 MiB: tables of a country are tens of megabytes each, and a program that
// touches them 4 KiB at a time spends a fifth of its time on page faults.
#include <sys/mman.h>

#include <cstdlib>
#include <new>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

constexpr std::size_t kPage = std::size_t{2} << 20;
constexpr std::size_t kLarge = 2 * kPage;

void* block(std::size_t size) {
  if (size < kLarge) return std::malloc(size == 0 ? 1 : size);
  const std::size_t whole = (size + kPage - 1) / kPage * kPage;
  void* const at = whole < size ? nullptr : std::aligned_alloc(kPage, whole);
  if (at != nullptr) madvise(at, whole, MADV_HUGEPAGE);  // a wish: nothing is lost where it is refused
  return at;
}

}  // namespace

void* operator new(std::size_t size) {
  for (;;) {
    if (void* const at = block(size)) return at;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void operator delete(void* at) noexcept {
  std::free(at);
}
void operator delete(void* at, std::size_t) noexcept {
  std::free(at);
}

#endif
