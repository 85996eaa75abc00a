#include "test/casefile/layers.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace passage::casefile {
namespace {

struct Column {
  const char *name, *value;
};

GDALDataset* create_layers(const fs::path& path) {
  GDALAllRegister();
  const std::string extension = path.extension();
  const char* format = extension == ".gpkg"  ? "GPKG"
                       : extension == ".shp" ? "ESRI Shapefile"
                       : extension == ".kml" ? "LIBKML"
                                             : "FlatGeobuf";
  return GetGDALDriverManager()->GetDriverByName(format)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
}

void add_row(OGRLayer& layer, const std::vector<Column>& columns, OGRGeometry& geometry) {
  const int own = layer.GetLayerDefn()->GetFieldCount();  // those that the format has of itself
  for (const Column& column : columns) {
    OGRFieldDefn field(column.name, OFTString);
    layer.CreateField(&field);
  }
  OGRFeature row(layer.GetLayerDefn());
  for (std::size_t i = 0; i < columns.size(); ++i) row.SetField(own + static_cast<int>(i), columns[i].value);
  row.SetGeometry(&geometry);
  EXPECT_EQ(layer.CreateFeature(&row), OGRERR_NONE);
}

}  // namespace

void write_danger(const fs::path& path, const char* well_known_text) {
  GDALDataset* file = create_layers(path);
  OGRSpatialReference system;
  system.importFromEPSG(4326);
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);  // the text below has longitude first
  OGRLayer* layer = file->CreateLayer("dangers", &system, wkbPolygon, nullptr);
  OGRGeometry* area = nullptr;
  EXPECT_EQ(OGRGeometryFactory::createFromWkt(well_known_text, &system, &area), OGRERR_NONE);
  add_row(*layer, {{"id", "shelling"}, {"source", "made"}, {"exposure_per_person_h", "0.25"}}, *area);
  OGRGeometryFactory::destroyGeometry(area);
  GDALClose(file);
}

void write_point(const fs::path& path, int epsg, double x, double y, const std::vector<std::string>& layers) {
  GDALDataset* file = create_layers(path);
  OGRSpatialReference system;
  if (epsg != 0) system.importFromEPSG(epsg);
  for (const std::string& name : layers) {
    OGRLayer* layer = file->CreateLayer(name.c_str(), epsg != 0 ? &system : nullptr, wkbPoint, nullptr);
    OGRPoint point(x, y);
    add_row(*layer, {{"id", "x"}, {"name", "X"}, {"persons", "30"}, {"source", "made"}}, point);
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

}  // namespace passage::casefile
