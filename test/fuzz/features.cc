// Layers of every format that GDAL reads for us: the first line is the file's name, which says the format.
#include "geodata/features.h"
#include "core/text.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  static const std::set<std::string> names{"layer.geojson", "layer.gpkg", "layer.fgb",
                                           "layer.kml",     "layer.gml",  "layer.shp"};
  const std::string_view input = fuzz::text_of(data, size);
  const std::size_t end = std::min(input.find('\n'), size);
  const std::string name(input.substr(0, end));
  if (!names.contains(name)) return -1;
  const auto path = fuzz::put(name, input.substr(std::min(end + 1, size)));
  (void)fuzz::accepts([&] {
    Problems problems;
    const auto layer = geodata::read_features(path, "people", name, problems);
    problems.throw_if_errors();
    fuzz::expect(layer.has_value(), "no layer and no word why");
    for (const geodata::Feature& feature : layer->features) {
      fuzz::expect(feature.fields.size() == layer->columns.size(), "a row is not as wide as its layer");
      for (const std::string& field : feature.fields)
        fuzz::expect(first_invalid_utf8(field) == std::string::npos, "a cell is not UTF-8");
    }
  });
  std::filesystem::remove(path);
  return 0;
}
