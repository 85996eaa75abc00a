// The features of a layer, whatever format and coordinate system it is in: GeoJSON, GeoPackage,
// shapefile, FlatGeobuf, KML, GML.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "geodata/layers.h"

namespace passage::geodata {

struct Feature {
  std::vector<std::string> fields;  // as text, one a column; empty where there is no value
  ShapeKind kind = ShapeKind::kNone;
  ShapeParts parts;  // WGS84; the rings of several polygons one after the other
};

struct FeatureLayer {
  std::vector<std::string> columns;
  std::vector<Feature> features;             // a shape that is reported is kNone
  std::vector<std::filesystem::path> files;  // the file, and those beside it that belong to it
  bool short_names = false;                  // the format cuts column names off after 10 characters
};

// The only layer of the file, or the one called `layer`. Times come as 2022-03-05T09:00:00. Messages
// name `file`, and features from 1. Reports P155 (no layer of these formats, or damaged), P157 (several
// layers, none of that name), P156 (no coordinate system), and of a feature P130 (no place on Earth),
// P152 (no shape, or none of a point, line or area).
[[nodiscard]] std::optional<FeatureLayer> read_features(const std::filesystem::path& path, const std::string& layer,
                                                        const std::string& file, Problems& problems);

}  // namespace passage::geodata
