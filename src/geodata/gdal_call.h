// GDAL and PROJ kept in hand: only the formats we mean, nothing printed, everything in WGS84.
// Not for other folders.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "geodata/layers.h"

namespace passage::geodata {

// While it stands, what GDAL complains of is remembered and not printed.
class GdalCall {
 public:
  GdalCall();
  ~GdalCall();
  GdalCall(const GdalCall&) = delete;
  GdalCall& operator=(const GdalCall&) = delete;
  [[nodiscard]] const std::string& complaint() const { return complaint_; }  // the first; may be empty

 private:
  static void remember(CPLErr severity, CPLErrorNum number, const char* text);
  std::string complaint_;
};

struct CloseDataset {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

// Formats that hold places and nothing else: none that names other files, hosts or commands. `vector`:
// layers, else rasters. Null if the file is none of them; `options` are its driver's.
[[nodiscard]] Dataset open_dataset(const std::filesystem::path& path, bool vector,
                                   const std::vector<const char*>& options = {});
// GDAL's name of the format of a file of layers; empty if it is none of them.
[[nodiscard]] std::string driver_of(const std::filesystem::path& path);
// The dataset's files: the one opened and those beside it that belong to it.
[[nodiscard]] std::vector<std::filesystem::path> files_of(GDALDataset& dataset);

// Whether it ties figures to the Earth: GeoPackage has systems for "undefined", and plans have grids of their own.
[[nodiscard]] bool is_on_earth(const OGRSpatialReference* system);

// From a coordinate system to WGS84, x east and y north.
class ToWgs84 {
 public:
  explicit ToWgs84(const OGRSpatialReference& from);
  // Longitudes may be those of 0 to 360 too. nullopt if it is no place on Earth.
  [[nodiscard]] std::optional<LayerPoint> operator()(double x, double y) const;

 private:
  struct Destroy {
    void operator()(OGRCoordinateTransformation* t) const { OGRCoordinateTransformation::DestroyCT(t); }
  };
  bool same_ = false;  // is WGS84: the figures are taken as they stand
  std::unique_ptr<OGRCoordinateTransformation, Destroy> transformation_;
};

}  // namespace passage::geodata
