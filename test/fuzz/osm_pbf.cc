#include "test/fuzz/osm.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  passage::fuzz::import_bytes("roads.osm.pbf", passage::fuzz::text_of(data, size));
  return 0;
}
