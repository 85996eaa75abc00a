// The plan of test/fuzz/case as a folder of CSV (made by seeds), of which one table is replaced.
#include "test/fuzz/plan.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  static fuzz::Folder folder(PASSAGE_FUZZ_MADE "/plan.csv");
  folder.read_with(fuzz::text_of(data, size), [&] { fuzz::read_plan_file(folder.path(), "again.csv"); });
  return 0;
}
