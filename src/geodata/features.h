// The features of a layer, whatever format and coordinate system it is in: GeoJSON, GeoPackage,
// shapefile, FlatGeobuf, KML, GML.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "geodata/layers.h"
#include "geodata/prepared_shape.h"

namespace passage::geodata {

struct Drawn {
  ShapeKind kind = ShapeKind::kNone;
  bool refused = false;  // there is a shape that can't be used, which was reported; kind is kNone
  ShapeParts parts;      // WGS84; of several polygons the rings of all of them, none over another (outline.h)
  PreparedShape shape;   // of lines and polygons
};

struct Feature {
  std::vector<std::string> fields;  // as text, one a column; empty where there is no value
  Drawn drawn;
};

struct FeatureLayer {
  std::vector<std::string> columns;
  std::vector<Feature> features;
  std::vector<std::filesystem::path> files;  // the file, and those beside it that belong to it
  bool short_names = false;                  // the format cuts column names off after 10 characters
};

// The only layer of the file, or the one called `layer`. Cells come as they are written, whatever type their
// column declares, times as 2022-03-05T09:00:00. Messages name `file`, and features from 1. Reports P155 (no
// layer of these formats, or damaged), P157 (several layers, none of that name), P227 (others beside it, not
// read), P156 (no coordinate system), and of a feature P130 (no place on Earth), P152 (a shape that is none
// of a point, lines or an area), P224 (an outline is mended), P225 (an edge is taken over the 180th meridian).
[[nodiscard]] std::optional<FeatureLayer> read_features(const std::filesystem::path& path, const std::string& layer,
                                                        const std::string& file, Problems& problems);

}  // namespace passage::geodata
