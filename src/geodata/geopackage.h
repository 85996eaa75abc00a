// GeoPackage 1.3 (OGC 12-128r17), written and read straight through SQLite: one file, exact, and the
// same bytes for the same calls (no clock in it: `last_change` is the one that is given). Layers with
// a shape are feature tables in WGS84 (srs 4326), the others attribute tables; row ids count from 1.
#pragma once

#include <filesystem>
#include <memory>
#include <utility>

#include "geodata/layers.h"

namespace passage::geodata {

struct LayerStyle {
  std::string layer, qml;  // what QGIS keeps as a layer's default style
};

// In what pages a file is written: of millions of rows in large ones, which takes a tenth less time.
enum class FileSize { kSmall, kLarge };

// `path` must not be there yet. last_change: "2022-03-05T06:00:00.000Z". Throws InputError P004 if
// the file can't be written.
[[nodiscard]] std::unique_ptr<LayerWriter> write_geopackage(const std::filesystem::path& path,
                                                            const std::string& last_change,
                                                            std::vector<LayerStyle> styles,
                                                            FileSize size = FileSize::kSmall);

// Throws InputError P001 if missing, P500 if it is no GeoPackage; P505, also later, if it is damaged.
[[nodiscard]] std::unique_ptr<LayerReader> read_geopackage(const std::filesystem::path& path);

}  // namespace passage::geodata
