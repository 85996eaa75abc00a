#include "geodata/gdal_call.h"

#include <cmath>
#include <new>

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

namespace passage::geodata {
namespace {

constexpr const char* kVectors[] = {"GeoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", "LIBKML", "GML", nullptr};
constexpr const char* kRasters[] = {"GTiff", nullptr};

void register_formats() {
  static const bool once = [] {
    RegisterOGRGeoJSON();
    RegisterOGRGeoPackage();
    RegisterOGRShape();
    RegisterOGRFlatGeobuf();
    RegisterOGRLIBKML();
    RegisterOGRGML();
    GDALRegister_GTiff();
    return true;
  }();
  (void)once;
}

}  // namespace

GdalCall::GdalCall() {
  register_formats();
  CPLPushErrorHandlerEx(remember, this);
}

GdalCall::~GdalCall() {
  CPLPopErrorHandler();
}

void GdalCall::remember(CPLErr severity, CPLErrorNum number, const char* text) {
  if (severity == CE_Fatal && number == CPLE_OutOfMemory) throw std::bad_alloc();  // else GDAL aborts
  auto* call = static_cast<GdalCall*>(CPLGetErrorHandlerUserData());
  if (severity >= CE_Warning && call->complaint_.empty()) call->complaint_ = text;
}

Dataset open_dataset(const std::filesystem::path& path, bool vector, const std::vector<const char*>& options) {
  std::vector<const char*> given(options);
  given.push_back(nullptr);
  return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_READONLY | (vector ? GDAL_OF_VECTOR : GDAL_OF_RASTER),
                                   vector ? kVectors : kRasters, given.data()));
}

std::string driver_of(const std::filesystem::path& path) {
  GDALDriverH driver = GDALIdentifyDriverEx(path.c_str(), GDAL_OF_VECTOR, kVectors, nullptr);
  return driver == nullptr ? "" : GDALGetDescription(driver);
}

std::vector<std::filesystem::path> files_of(GDALDataset& dataset) {
  std::vector<std::filesystem::path> out;
  char** list = dataset.GetFileList();
  for (char** at = list; at != nullptr && *at != nullptr; ++at) out.emplace_back(*at);
  CSLDestroy(list);
  return out;
}

bool is_on_earth(const OGRSpatialReference* system) {
  if (system == nullptr || system->IsLocal()) return false;
  const char* name = system->GetName();
  return name == nullptr || !std::string_view(name).starts_with("Undefined");
}

ToWgs84::ToWgs84(const OGRSpatialReference& from) {
  OGRSpatialReference source(from), target;
  target.importFromEPSG(4326);
  source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  same_ = source.IsSame(&target) != 0;
  if (!same_) transformation_.reset(OGRCreateCoordinateTransformation(&source, &target));
}

std::optional<LayerPoint> ToWgs84::operator()(double x, double y) const {
  constexpr double kFarthest = 1e9;  // of any system's units; GDAL brings longitudes of 1e25 home 360 at a time
  if (!(std::abs(x) <= kFarthest) || !(std::abs(y) <= kFarthest)) return std::nullopt;
  if (!same_ && (!transformation_ || !transformation_->Transform(1, &x, &y))) return std::nullopt;
  if (std::abs(x) > 180 && std::abs(x) <= 360) x -= std::copysign(360, x);
  if (!(std::abs(x) <= 180) || !(std::abs(y) <= 90)) return std::nullopt;
  return LayerPoint{static_cast<std::int32_t>(std::llround(x * 1e7)), static_cast<std::int32_t>(std::llround(y * 1e7))};
}

}  // namespace passage::geodata
