// What QGIS goes by in a GeoPackage and no reader of layers reads: contents, indexes, reference systems, styles.
#pragma once

#include <filesystem>
#include <span>

#include "geodata/layer_comparison.h"

namespace passage::geodata {

// Held against what write_geopackage makes of these layers: tables, indexes and triggers by their definitions, the rows
// of all tables but the layers' own, numbers of rows. Whatever has another name, or registers another table, is
// unknown. Errors as read_geopackage. O(shapes log shapes) in memory, for the indexes.
[[nodiscard]] Differences audit_geopackage(const std::filesystem::path& path, std::span<const LayerFrame> layers,
                                           const std::vector<LayerStyle>& styles, const std::string& last_change);

}  // namespace passage::geodata
