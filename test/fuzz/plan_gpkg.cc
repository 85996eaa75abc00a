#include "test/fuzz/plan.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  const auto path = fuzz::put("plan.gpkg", fuzz::text_of(data, size));
  (void)fuzz::accepts([&] { fuzz::read_plan_file(path, "again.gpkg"); });
  return 0;
}
