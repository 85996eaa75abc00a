#include "geodata/features.h"

#include <cmath>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "core/text.h"
#include "geodata/gdal_call.h"
#include "geodata/kml_columns.h"
#include "geodata/kml_folders.h"
#include "geodata/layer_file.h"
#include "geodata/outline.h"

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
  const OGRFieldDefn& column = *feature.GetFieldDefnRef(field);
  if (column.GetSubType() == OFSTBoolean) return feature.GetFieldAsInteger(field) != 0 ? "true" : "false";
  switch (column.GetType()) {
    case OFTReal: return fmt::format("{}", feature.GetFieldAsDouble(field));
    case OFTDate:
    case OFTDateTime: return time_text(feature, field);
    default: return feature.GetFieldAsString(field);
  }
}

// The shape of a feature, whatever OGR has it as; what can't be used is told.
class ShapeReader {
 public:
  ShapeReader(const ToWgs84& to_wgs84, const std::string& where, Problems& problems)
      : to_wgs84_(to_wgs84), where_(where), problems_(problems) {}

  void read(const OGRGeometry& geometry, Drawn& out) {
    std::unique_ptr<OGRGeometry> straight;
    if (geometry.hasCurveGeometry()) straight.reset(geometry.getLinearGeometry());
    take(straight ? *straight : geometry);
    if (!refused_) make(geometry, out);
    out.refused = refused_;
  }

 private:
  void take(const OGRGeometry& geometry) {
    switch (wkbFlatten(geometry.getGeometryType())) {
      case wkbPoint: {
        const OGRPoint& point = *geometry.toPoint();
        if (!point.IsEmpty()) add_point(point.getX(), point.getY(), points_.emplace_back());
        return;
      }
      case wkbLineString: return add_curve(*geometry.toLineString(), lines_);
      case wkbPolygon:
      case wkbTriangle:
        polygons_.emplace_back();
        for (const OGRLinearRing* ring : *geometry.toPolygon()) add_curve(*ring, polygons_.back());
        if (polygons_.back().empty()) polygons_.pop_back();
        return;
      default: break;
    }
    if (!OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection)) return refuse(geometry);
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) take(*part);
  }

  void make(const OGRGeometry& geometry, Drawn& out) {
    const int kinds = static_cast<int>(!points_.empty()) + !lines_.empty() + !polygons_.empty();
    if (kinds != 1 || points_.size() > 1) return refuse(geometry);
    if (!points_.empty()) {
      out.kind = ShapeKind::kPoint;
      out.parts = std::move(points_);
      return;
    }
    return lines_.empty() ? make_area(out) : make_lines(out);
  }

  void make_lines(Drawn& out) {
    for (const auto& line : lines_)
      if (line.size() < 2) return refuse("a line has a single place");
    out.kind = lines_.size() == 1 ? ShapeKind::kLine : ShapeKind::kMultiLine;
    out.shape = PreparedShape::of_lines(lines_);
    out.parts = std::move(lines_);
  }

  void make_area(Drawn& out) {
    Outline outline = outline_of(polygons_);
    if (!outline.area.is_drawn()) return refuse("the polygon shuts nothing in: its places are too few or on one line");
    for (const std::string& what : outline.mended)
      problems_.add({.severity = Severity::kFinding,
                     .code = "P224",
                     .problem = "the outline is mended",
                     .why = what,
                     .where = where_,
                     .suggestion = "look at it in a map program: is that the area that is meant?"});
    for (const std::string& what : outline.assumed)
      problems_.add({.severity = Severity::kFinding,
                     .code = "P225",
                     .problem = "the outline leads over the 180th meridian",
                     .why = what,
                     .where = where_,
                     .suggestion = "where that is meant, nothing; else give the edge a place half way"});
    out.kind = ShapeKind::kPolygon;
    out.parts = std::move(outline.rings);
    out.shape = std::move(outline.area);
  }

  void refuse(const OGRGeometry& geometry) {
    const bool mixed =
        OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection) && !geometry.IsEmpty();
    refuse(fmt::format("the geometry is {}, not a point, line or polygon",
                       geometry.IsEmpty() ? "empty"
                       : mixed            ? "several points, or things of several kinds"
                                          : geometry.getGeometryName()));
  }
  void refuse(std::string problem) {
    if (!refused_) problems_.add({.code = "P152", .problem = std::move(problem), .where = where_});
    refused_ = true;
  }

  void add_curve(const OGRSimpleCurve& curve, ShapeParts& parts) {
    if (curve.IsEmpty()) return;
    auto& part = parts.emplace_back();
    for (int i = 0; i < curve.getNumPoints() && !refused_; ++i) add_point(curve.getX(i), curve.getY(i), part);
  }
  void add_point(double x, double y, std::vector<LayerPoint>& part) {
    if (const auto point = to_wgs84_(x, y)) {
      part.push_back(*point);
      return;
    }
    if (refused_) return;
    refused_ = true;
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
  ShapeParts points_, lines_;
  std::vector<ShapeParts> polygons_;
  bool refused_ = false;
};

// Layers of the case's other files may be in the same one, and are no loss.
void report_layers_beside(GDALDataset& dataset, OGRLayer& taken, const std::string& file, Problems& problems) {
  std::vector<std::string> beside;
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer == &taken || layer->GetGeomType() == wkbNone || is_read_by_itself(layer->GetName())) continue;
    if (const GIntBig features = layer->GetFeatureCount(); features > 0)
      beside.push_back(fmt::format("{} ({})", layer->GetName(), counted(features, "feature")));
  }
  if (beside.empty()) return;
  problems.add({.severity = Severity::kFinding,
                .code = "P227",
                .problem = fmt::format("of the file's layers \"{}\" alone is read", taken.GetName()),
                .why = fmt::format("not read: {}", fmt::join(beside, ", ")),
                .where = file,
                .suggestion = fmt::format("if they belong to it, put all into one layer \"{}\"", taken.GetName())});
}

OGRLayer* find_layer(GDALDataset& dataset, const std::string& name, const std::string& file, Problems& problems) {
  if (dataset.GetLayerCount() == 1) return dataset.GetLayer(0);
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer->GetName() == name) {
      report_layers_beside(dataset, *layer, file, problems);
      return layer;
    }
    names.emplace_back(layer->GetName());
  }
  problems.add({.code = "P157",
                .problem = fmt::format("the file has {} layers, and none is called \"{}\"", names.size(), name),
                .why = fmt::format("{}", fmt::join(names, ", ")),
                .where = file,
                .suggestion = "rename the one that is meant, or save it alone"});
  return nullptr;
}

void read_rows(LayerFile& from, OGRLayer& source, const ToWgs84& to_wgs84, const std::string& file, FeatureLayer& out,
               Problems& problems) {
  const int columns = source.GetLayerDefn()->GetFieldCount();
  const auto expect_utf8 = [&](const std::string& text, const std::string& where) {
    if (first_invalid_utf8(text) == std::string::npos) return;
    problems.add({.code = "P010",
                  .problem = fmt::format("\"{}\" is not UTF-8", text),
                  .where = where,
                  .suggestion = "save the layer with UTF-8 names, as GeoPackage or GeoJSON"});
  };
  for (int i = 0; i < columns; ++i) {
    out.columns.emplace_back(source.GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
    expect_utf8(out.columns.back(), file);
  }
  OGRLayer* rows = from.rows(source);
  if (rows == nullptr) return;
  for (const OGRFeatureUniquePtr& row : *rows) {
    Feature feature;
    const std::string where = fmt::format("{}: feature {}", file, out.features.size() + 1);
    for (int i = 0; i < columns; ++i) {
      feature.fields.push_back(from.misfit(*row, i).value_or(field_text(*row, i)));
      expect_utf8(feature.fields.back(), where);
    }
    if (const OGRGeometry* geometry = row->GetGeometryRef())
      ShapeReader(to_wgs84, where, problems).read(*geometry, feature.drawn);
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
  LayerFile from(path, layer);
  if (from.layers() == nullptr || from.layers()->GetLayerCount() == 0) {
    report_unreadable(file, call.complaint(), problems);
    return std::nullopt;
  }
  OGRLayer* source = find_layer(*from.layers(), layer, file, problems);
  if (source == nullptr) return std::nullopt;
  const OGRSpatialReference* system = source->GetSpatialRef();
  if (!is_on_earth(system)) {
    problems.add({.code = "P156",
                  .problem = "the file does not say which coordinate system it is in",
                  .why = system == nullptr ? "" : fmt::format("its system is \"{}\"", system->GetName()),
                  .where = file,
                  .suggestion = "a shapefile needs its .prj beside it; else ogr2ogr -a_srs EPSG:... new.gpkg FILE"});
    return std::nullopt;
  }
  FeatureLayer out;
  out.files = from.files();
  out.short_names = from.is_of("ESRI Shapefile");
  read_rows(from, *source, ToWgs84(*system), file, out, problems);
  if (from.is_of("LIBKML")) take_kml_columns(out);
  if (out.features.empty() && !call.complaint().empty()) {
    report_unreadable(file, call.complaint(), problems);
    return std::nullopt;
  }
  return out;
}

}  // namespace passage::geodata
