// The cells of a raster that hold a figure: GeoTIFF, one band, any coordinate system.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "geodata/layers.h"

namespace passage::geodata {

struct RasterCell {
  LayerPoint centre;  // WGS84
  double value = 0;   // above 0, the scale and offset of the file applied
};

struct CellRaster {
  std::vector<RasterCell> cells;  // row by row from the top; no cells of nodata or 0
  std::vector<std::filesystem::path> files;
};

// At most kMostRasterCells cells, so that a damaged header can't keep us for hours.
inline constexpr std::int64_t kMostRasterCells = 2'000'000'000;

// Reports P155 (no GeoTIFF, or damaged), P156 (no coordinate system), P158 (no nodata), P159 (several
// bands, a palette, not georeferenced, or too many cells), P168 (persons per area, as the file says), and
// of cells, the first of each kind: P114 (negative), P115 (not finite), P116 (above `most`), P130 (no
// place on Earth).
[[nodiscard]] std::optional<CellRaster> read_cells(const std::filesystem::path& path, double most,
                                                   const std::string& file, Problems& problems);

}  // namespace passage::geodata
