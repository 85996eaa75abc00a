#include "core/measure.h"
#include <sys/resource.h>
namespace passage {
std::int64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}
}  // namespace passage
