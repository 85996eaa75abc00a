#include "test/fuzz/case_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static passage::fuzz::CaseFolder folder("agreement.toml");
  folder.read(passage::fuzz::text_of(data, size));
  return 0;
}
