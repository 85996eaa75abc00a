#include "geodata/geopackage_frame.h"

#include <fmt/format.h>

namespace passage::geodata {
namespace {

constexpr const char* kMetadataTables = R"(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
)";

// As QGIS makes it, so that it takes the styles for its own.
constexpr const char* kStyleTable = R"(
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
)";

// The R*Tree extension: an index of boxes, and what keeps it true if somebody edits shapes. A change of
// other columns asks for no spatial functions, so that any SQLite can make it.
constexpr const char* kBoxes = R"(
CREATE VIRTUAL TABLE "rtree_{0}_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_{0}_geom_insert" AFTER INSERT ON "{0}"
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES
    (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_{0}_geom_update1" AFTER UPDATE OF geom ON "{0}"
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES
    (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_{0}_geom_update2" AFTER UPDATE OF geom ON "{0}"
  WHEN OLD.fid = NEW.fid AND (NEW.geom IS NULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_{0}_geom_update3" AFTER UPDATE OF fid ON "{0}"
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD.fid;
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES
    (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_{0}_geom_update4" AFTER UPDATE OF fid ON "{0}"
  WHEN OLD.fid != NEW.fid AND (NEW.geom IS NULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_{0}_geom_delete" AFTER DELETE ON "{0}" WHEN OLD.geom NOT NULL BEGIN
  DELETE FROM "rtree_{0}_geom" WHERE id = OLD.fid; END;
)";

// Building an index takes longer than reading a layer of this many shapes through.
constexpr std::size_t kMostIndexed = 200'000;

const char* sql_type(CellType type) {
  switch (type) {
    case CellType::kText: return "TEXT";
    case CellType::kInteger: return "INTEGER";
    case CellType::kReal:
    case CellType::kDecimal: return "REAL";
  }
  return "";
}

const char* geometry_type(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::kPoint: return "POINT";
    case ShapeKind::kLine: return "LINESTRING";
    case ShapeKind::kMultiLine: return "MULTILINESTRING";
    case ShapeKind::kPolygon: return "POLYGON";
    case ShapeKind::kMixed:
    case ShapeKind::kNone: return "GEOMETRY";
  }
  return "";
}

void write_index(Database& database, const LayerFrame& layer) {
  database.run(fmt::format(fmt::runtime(kBoxes), layer.spec.name));
  Statement box(database, fmt::format("INSERT INTO \"rtree_{}_geom\" VALUES (?, ?, ?, ?, ?)", layer.spec.name));
  for (const auto& [row, bounds] : layer.boxes) {
    box.bind(1, row);
    box.bind(2, bounds.west_e7 / 1e7);
    box.bind(3, bounds.east_e7 / 1e7);
    box.bind(4, bounds.south_e7 / 1e7);
    box.bind(5, bounds.north_e7 / 1e7);
    box.step();
    box.reset();
  }
  Statement extension(database,
                      "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
                      "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
  extension.bind(1, std::string_view(layer.spec.name));
  extension.step();
}

}  // namespace

void LayerFrame::add(std::int64_t row, const ShapeParts& parts) {
  ShapeBounds box;
  for (const auto& part : parts)
    for (const LayerPoint& point : part) box.add(point);
  bounds.add({box.west_e7, box.south_e7});
  bounds.add({box.east_e7, box.north_e7});
  if (boxes.size() <= kMostIndexed) boxes.emplace_back(row, box);
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

void begin_frame(Database& database) {
  database.run("PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; BEGIN");
  database.run(kMetadataTables);
}

void create_layer(Database& database, const LayerSpec& spec) {
  std::string columns;
  if (spec.shape != ShapeKind::kNone) columns = fmt::format(", geom {}", geometry_type(spec.shape));
  for (const LayerColumn& column : spec.columns)
    columns += fmt::format(", {} {}", sql_name(column.name), sql_type(column.type));
  database.run(fmt::format("CREATE TABLE {} (fid INTEGER PRIMARY KEY NOT NULL{})", sql_name(spec.name), columns));
}

void register_layer(Database& database, const LayerFrame& layer, const std::string& last_change) {
  const LayerSpec& spec = layer.spec;
  const bool features = spec.shape != ShapeKind::kNone;
  Statement contents(database, "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  contents.bind(1, std::string_view(spec.name));
  contents.bind(2, std::string_view(features ? "features" : "attributes"));
  contents.bind(3, std::string_view(spec.name));
  contents.bind(4, std::string_view(spec.description));
  contents.bind(5, std::string_view(last_change));
  if (features && !layer.bounds.empty()) {
    contents.bind(6, layer.bounds.west_e7 / 1e7);
    contents.bind(7, layer.bounds.south_e7 / 1e7);
    contents.bind(8, layer.bounds.east_e7 / 1e7);
    contents.bind(9, layer.bounds.north_e7 / 1e7);
  }
  contents.bind(10, std::int64_t{features ? 4326 : 0});
  contents.step();
  if (!features) return;
  Statement geometry(database, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)");
  geometry.bind(1, std::string_view(spec.name));
  geometry.bind(2, std::string_view(geometry_type(spec.shape)));
  geometry.step();
  if (layer.boxes.size() <= kMostIndexed) write_index(database, layer);
}

void write_styles(Database& database, const std::vector<LayerStyle>& styles, const std::string& last_change) {
  if (styles.empty()) return;
  database.run(kStyleTable);
  Statement style(database,
                  "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                  "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
                  "VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'Passage', '', ?)");
  for (const LayerStyle& one : styles) {
    style.bind(1, std::string_view(one.layer));
    style.bind(2, std::string_view(one.layer));
    style.bind(3, std::string_view(one.qml));
    style.bind(4, std::string_view(last_change));
    style.step();
    style.reset();
  }
  Statement contents(database,
                     "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
                     "srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?, 0)");
  contents.bind(1, std::string_view(last_change));
  contents.step();
}

}  // namespace passage::geodata
