#include "displacement/case.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  static fuzz::Folder folder("test/fuzz/flee");
  const auto read = [&] { (void)displacement::read_case(folder.path()); };
  static const bool whole = fuzz::accepts(read);
  fuzz::expect(whole, "test/fuzz/flee is no case any more");
  folder.read_with(fuzz::text_of(data, size), read);
  return 0;
}
