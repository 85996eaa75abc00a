#include "geodata/raster.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  const auto path = fuzz::put("people.tif", fuzz::text_of(data, size));
  (void)fuzz::accepts([&] {
    Problems problems;
    const auto raster = geodata::read_cells(path, 1e9, "people.tif", problems);
    problems.throw_if_errors();
    fuzz::expect(raster.has_value(), "no raster and no word why");
    for (const geodata::RasterCell& cell : raster->cells)
      fuzz::expect(cell.value > 0 && cell.value <= 1e9, "a cell holds no such number of people");
  });
  return 0;
}
