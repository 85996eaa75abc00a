#include "geodata/features.h"

#include <cmath>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "geodata/gdal_call.h"

namespace passage::geodata {
namespace {

std::string time_text(const OGRFeature& feature, int field) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  std::string out =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month, day, hour, minute, static_cast<int>(second));
  constexpr int kUtc = 100;  // OGR: 0 unknown, 1 local, else UTC + quarters of an hour from 100
  if (zone <= 1) return out;
  const int quarters = std::abs(zone - kUtc);
  return out + fmt::format("{}{:02}:{:02}", zone < kUtc ? '-' : '+', quarters / 4, quarters % 4 * 15);
}

std::string field_text(OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return {};
  switch (feature.GetFieldDefnRef(field)->GetType()) {
    case OFTReal: return fmt::format("{}", feature.GetFieldAsDouble(field));
    case OFTDate:
    case OFTDateTime: return time_text(feature, field);
    default: return feature.GetFieldAsString(field);
  }
}

// Adds the points of a geometry to a feature; what can't be used is told.
class ShapeReader {
 public:
  ShapeReader(const ToWgs84& to_wgs84, const std::string& where, Problems& problems)
      : to_wgs84_(to_wgs84), where_(where), problems_(problems) {}

  void read(const OGRGeometry& geometry, Feature& feature) {
    std::unique_ptr<OGRGeometry> straight;
    if (geometry.hasCurveGeometry()) straight.reset(geometry.getLinearGeometry());
    feature.kind = add(straight ? *straight : geometry, feature.parts);
    if (!failed_ && feature.kind != ShapeKind::kNone && !feature.parts.empty()) return;
    if (!failed_)
      problems_.add({.code = "P152",
                     .problem = fmt::format("the geometry is {}, not a point, line or polygon",
                                            geometry.IsEmpty() ? "empty" : geometry.getGeometryName()),
                     .where = where_});
    feature.kind = ShapeKind::kNone;
    feature.parts.clear();
  }

 private:
  ShapeKind add(const OGRGeometry& geometry, ShapeParts& parts) {
    switch (wkbFlatten(geometry.getGeometryType())) {
      case wkbPoint: {
        const OGRPoint& point = *geometry.toPoint();
        if (!point.IsEmpty()) add_point(point.getX(), point.getY(), parts.emplace_back());
        return ShapeKind::kPoint;
      }
      case wkbLineString: add_curve(*geometry.toLineString(), parts); return ShapeKind::kLine;
      case wkbPolygon:
      case wkbTriangle:
        for (const OGRLinearRing* ring : *geometry.toPolygon()) add_curve(*ring, parts);
        return ShapeKind::kPolygon;
      case wkbMultiPolygon: add_all(*geometry.toGeometryCollection(), parts); return ShapeKind::kPolygon;
      case wkbMultiLineString: add_all(*geometry.toGeometryCollection(), parts); return ShapeKind::kMultiLine;
      case wkbMultiPoint:
        add_all(*geometry.toGeometryCollection(), parts);
        return parts.size() == 1 ? ShapeKind::kPoint : ShapeKind::kNone;
      default: return ShapeKind::kNone;
    }
  }
  void add_all(const OGRGeometryCollection& collection, ShapeParts& parts) {
    for (const OGRGeometry* part : collection) add(*part, parts);
  }
  void add_curve(const OGRSimpleCurve& curve, ShapeParts& parts) {
    if (curve.IsEmpty()) return;
    auto& part = parts.emplace_back();
    for (int i = 0; i < curve.getNumPoints() && !failed_; ++i) add_point(curve.getX(i), curve.getY(i), part);
  }
  void add_point(double x, double y, std::vector<LayerPoint>& part) {
    if (const auto point = to_wgs84_(x, y)) {
      part.push_back(*point);
      return;
    }
    if (failed_) return;
    failed_ = true;
    const bool metres = std::abs(x) > 360 || std::abs(y) > 360;
    problems_.add({.code = "P130",
                   .problem = fmt::format("x {}, y {} is no place on Earth", x, y),
                   .where = where_,
                   .suggestion = metres ? "these look like metres, and the file does not say of which system: give it "
                                          "its coordinate system, or reproject it to EPSG:4326"
                                        : "a position is longitude, latitude in degrees; are they swapped?"});
  }
  const ToWgs84& to_wgs84_;
  const std::string& where_;
  Problems& problems_;
  bool failed_ = false;
};

OGRLayer* find_layer(GDALDataset& dataset, const std::string& name, const std::string& file, Problems& problems) {
  if (dataset.GetLayerCount() == 1) return dataset.GetLayer(0);
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer->GetName() == name) return layer;
    names.emplace_back(layer->GetName());
  }
  problems.add({.code = "P157",
                .problem = fmt::format("the file has {} layers, and none is called \"{}\"", names.size(), name),
                .why = fmt::format("{}", fmt::join(names, ", ")),
                .where = file,
                .suggestion = "rename the one that is meant, or save it alone"});
  return nullptr;
}

void read_rows(OGRLayer& source, const ToWgs84& to_wgs84, const std::string& file, FeatureLayer& out,
               Problems& problems) {
  const int columns = source.GetLayerDefn()->GetFieldCount();
  for (int i = 0; i < columns; ++i) out.columns.emplace_back(source.GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
  for (const OGRFeatureUniquePtr& row : source) {
    Feature feature;
    for (int i = 0; i < columns; ++i) feature.fields.push_back(field_text(*row, i));
    const std::string where = fmt::format("{}: feature {}", file, out.features.size() + 1);
    if (const OGRGeometry* geometry = row->GetGeometryRef()) {
      ShapeReader(to_wgs84, where, problems).read(*geometry, feature);
    } else {
      problems.add({.code = "P152", .problem = "the feature has no geometry", .where = where});
    }
    out.features.push_back(std::move(feature));
  }
}

void report_unreadable(const std::string& file, const std::string& why, Problems& problems) {
  problems.add({.code = "P155",
                .problem = "the file can't be read as a layer",
                .why = why,
                .where = file,
                .suggestion = "GeoJSON, GeoPackage, shapefile, FlatGeobuf, KML or GML"});
}

}  // namespace

std::optional<FeatureLayer> read_features(const std::filesystem::path& path, const std::string& layer,
                                          const std::string& file, Problems& problems) {
  GdalCall call;
  const Dataset dataset = open_dataset(path, true);
  if (!dataset || dataset->GetLayerCount() == 0) {
    report_unreadable(file, call.complaint(), problems);
    return std::nullopt;
  }
  OGRLayer* source = find_layer(*dataset, layer, file, problems);
  if (source == nullptr) return std::nullopt;
  const OGRSpatialReference* system = source->GetSpatialRef();
  if (system == nullptr) {
    problems.add({.code = "P156",
                  .problem = "the file does not say which coordinate system it is in",
                  .where = file,
                  .suggestion = "a shapefile needs its .prj beside it; else ogr2ogr -a_srs EPSG:... new.gpkg FILE"});
    return std::nullopt;
  }
  FeatureLayer out;
  out.files = files_of(*dataset);
  out.short_names = std::string_view(dataset->GetDriverName()) == "ESRI Shapefile";
  read_rows(*source, ToWgs84(*system), file, out, problems);
  if (out.features.empty() && !call.complaint().empty()) {
    report_unreadable(file, call.complaint(), problems);
    return std::nullopt;
  }
  return out;
}

}  // namespace passage::geodata
