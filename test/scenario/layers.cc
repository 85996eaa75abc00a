#include "test/scenario/layers.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace passage::scenario {
namespace {

struct Column {
  const char *name, *value;
};

// One point, in a format and coordinate system of GDAL's.

}  // namespace

void write_point(const fs::path& path, int epsg, double x, double y, const std::vector<std::string>& layers) {
  GDALAllRegister();
  const std::string extension = path.extension();
  const char* format = extension == ".gpkg" ? "GPKG" : extension == ".shp" ? "ESRI Shapefile" : "FlatGeobuf";
  GDALDataset* file =
      GetGDALDriverManager()->GetDriverByName(format)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  OGRSpatialReference system;
  if (epsg != 0) system.importFromEPSG(epsg);
  for (const std::string& name : layers) {
    OGRLayer* layer = file->CreateLayer(name.c_str(), epsg != 0 ? &system : nullptr, wkbPoint, nullptr);
    OGRFeature* row = nullptr;
    const std::vector<Column> columns{{"id", "x"}, {"name", "X"}, {"persons", "30"}, {"source", "made"}};
    for (const Column& column : columns) {
      OGRFieldDefn field(column.name, OFTString);
      layer->CreateField(&field);
    }
    row = OGRFeature::CreateFeature(layer->GetLayerDefn());
    for (const Column& column : columns) row->SetField(column.name, column.value);
    OGRPoint point(x, y);
    row->SetGeometry(&point);
    EXPECT_EQ(layer->CreateFeature(row), OGRERR_NONE);
    OGRFeature::DestroyFeature(row);
  }
  GDALClose(file);
}

void Population::write_raster(bool nodata, int bands, int epsg) {
  float cells[8] = {1.5, 2.25, -1, 0.5, 0, 1, 1, 1};
  GDALAllRegister();
  GDALDataset* file = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
      (fs::path(path()) / "people.tif").c_str(), 4, 2, bands, GDT_Float32, nullptr);
  double to_map[6] = {35.995, 0.01, 0, 47.005, 0, -0.01};
  file->SetGeoTransform(to_map);
  OGRSpatialReference system;
  if (epsg != 0) {
    system.importFromEPSG(epsg);
    file->SetSpatialRef(&system);
  }
  GDALRasterBand* band = file->GetRasterBand(1);
  if (nodata) band->SetNoDataValue(-1);
  EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, 4, 2, cells, 4, 2, GDT_Float32, 0, 0), CE_None);
  GDALClose(file);
}

}  // namespace passage::scenario
