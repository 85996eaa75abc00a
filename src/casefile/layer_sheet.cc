// Layers as sheets: their columns by the names they have here, their shapes beside the cells.
#include <nlohmann/json.hpp>

#include "casefile/reading.h"
#include "core/file.h"
#include "geodata/features.h"
#include "tables/json_text.h"

namespace passage::casefile {
namespace {

// What GDAL would pass over in silence: GeoJSON is WGS84, or names another coordinate system by its code.
bool can_be_read(Reading& reading, const NamedFile& file) {
  const std::string text = read_file(reading.directory / file.path);
  const auto document = tables::parse_json_member("crs", text, file.path, reading.problems);
  if (!document) return false;
  const auto crs = document->is_object() ? document->find("crs") : document->end();
  if (crs == document->end() || crs->is_null()) return true;
  const auto type = crs->is_object() ? crs->find("type") : crs->end();
  if (type != crs->end() && type->is_string() && type->get_ref<const std::string&>() == "name") return true;
  reading.problems.add({.code = "P132",
                        .problem = "the coordinate system of the file can't be understood",
                        .why = crs->dump(),
                        .where = file.path,
                        .suggestion = "reproject it: ogr2ogr -t_srs EPSG:4326 new.geojson FILE"});
  return false;
}

const char* word_for(geodata::ShapeKind kind) {
  switch (kind) {
    case geodata::ShapeKind::kPoint: return "a point";
    case geodata::ShapeKind::kLine:
    case geodata::ShapeKind::kMultiLine: return "a line";
    case geodata::ShapeKind::kPolygon: return "a polygon";
    default: return "missing";
  }
}

}  // namespace

void report_shape(Reading& reading, const Row& row, const char* wanted) {
  if (row.drawn().refused) return;  // told when it was read
  reading.problems.add({.code = "P152",
                        .problem = fmt::format("the geometry is {}, not {}", word_for(row.drawn().kind), wanted),
                        .where = row.where()});
}

std::optional<Sheet> read_layer_sheet(Reading& reading, const NamedFile& file, const std::string& layer,
                                      const std::vector<ColumnRule>& rules) {
  if (!note_file(reading, file)) return std::nullopt;
  if (const std::string help = other_kind_help(file.path); !help.empty()) {
    reading.problems.add({.code = "P183",
                          .problem = fmt::format("\"{}\" is of no kind that is read", file.path),
                          .where = file.where,
                          .suggestion = help});
    return std::nullopt;
  }
  const auto path = reading.directory / file.path;
  const bool json = path.extension() == ".geojson" || path.extension() == ".json";
  if (json && !can_be_read(reading, file)) return std::nullopt;
  auto features = geodata::read_features(path, layer, file.path, reading.problems);
  if (!features) return std::nullopt;
  note_companions(reading, file, features->files);
  Sheet sheet{file.path, true, std::move(features->columns), {}};
  tables::understand_names(sheet, features->short_names, rules);
  sheet.rows.reserve(features->features.size());
  for (geodata::Feature& feature : features->features)
    sheet.rows.push_back({fmt::format("{}: feature {}", file.path, sheet.rows.size() + 1), std::move(feature.fields),
                          std::move(feature.drawn)});
  return sheet;
}

}  // namespace passage::casefile
