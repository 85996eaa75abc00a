// Instances: what is read and written reads back equal.
#include "flow/fot.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  (void)fuzz::accepts([&] {
    const std::string written = flow::write_fot(flow::parse_fot(fuzz::text_of(data, size)));
    fuzz::expect(flow::write_fot(flow::parse_fot(written)) == written, "an instance comes back otherwise");
  });
  return 0;
}
