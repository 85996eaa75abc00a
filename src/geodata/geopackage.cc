#include "geodata/geopackage.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/error.h"
#include "core/expect.h"
#include "geodata/geopackage_shape.h"
#include "geodata/sqlite.h"

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

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

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

double power_of_ten(int digits) {
  double unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;  // exact: small powers of ten are doubles
  return unit;
}

class GeoPackageWriter final : public LayerWriter {
 public:
  GeoPackageWriter(const std::filesystem::path& path, std::string last_change, std::vector<LayerStyle> styles,
                   FileSize size)
      : database_(path, Database::Open::kCreate), last_change_(std::move(last_change)), styles_(std::move(styles)) {
    database_.run(fmt::format("PRAGMA page_size = {}", size == FileSize::kLarge ? 32768 : 4096));
    database_.run(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"
        "BEGIN");
    database_.run(kMetadataTables);
  }

  void begin(const LayerSpec& spec) override {
    end_layer();
    spec_ = spec;
    bounds_ = {};
    std::string columns, places = "NULL";  // rows are numbered as they come
    for (const LayerColumn& column : spec.columns) {
      columns += fmt::format(", {} {}", sql_name(column.name), sql_type(column.type));
      places += ", ?";
    }
    if (spec.shape != ShapeKind::kNone) {
      columns = fmt::format(", geom {}{}", geometry_type(spec.shape), columns);
      places += ", ?";
    }
    database_.run(fmt::format("CREATE TABLE {} (fid INTEGER PRIMARY KEY NOT NULL{})", sql_name(spec.name), columns));
    insert_.emplace(database_, fmt::format("INSERT INTO {} VALUES ({})", sql_name(spec.name), places));
    row_ = 0;
    start_row();
  }

  void text(std::string_view value) override {
    texts_.push_back({at_++, row_text_.size(), value.size()});
    row_text_ += value;
  }
  void integer(std::int64_t value) override { insert_->bind(at_++, value); }
  void real(double value) override { insert_->bind(at_++, value); }
  // The quotient is the double nearest to the decimal, so the shortest text of it is the decimal.
  void decimal(std::int64_t value, int digits) override { real(static_cast<double>(value) / power_of_ten(digits)); }
  void none() override { insert_->bind_null(at_++); }
  void shape(ShapeKind kind, const ShapeParts& parts) override {
    blob_.clear();
    if (kind != ShapeKind::kNone && !parts.empty()) {
      append_geopackage_shape(blob_, kind, parts);
      ShapeBounds box;
      for (const auto& part : parts)
        for (const LayerPoint& point : part) box.add(point);
      bounds_.add({box.west_e7, box.south_e7});
      bounds_.add({box.east_e7, box.north_e7});
      if (boxes_.size() <= kMostIndexed) boxes_.emplace_back(row_, box);
      insert_->bind_blob(kShapePlace, blob_);
    }
  }
  void end_row() override {
    PASSAGE_EXPECT(at_ == static_cast<int>(spec_.columns.size()) + first_cell());
    for (const Text& cell : texts_)
      insert_->bind_kept(cell.place, std::string_view(row_text_).substr(cell.from, cell.size));
    insert_->step();
    insert_->reset();
    start_row();
  }
  void finish() override {
    end_layer();
    write_styles();
    database_.run("COMMIT");
    database_.close();
  }

 private:
  static constexpr int kShapePlace = 1;
  struct Text {  // a cell, in row_text_
    int place;
    std::size_t from, size;
  };
  [[nodiscard]] int first_cell() const { return spec_.shape == ShapeKind::kNone ? 1 : 2; }

  void start_row() {
    ++row_;  // as the table numbers it
    at_ = first_cell();
    texts_.clear();
    row_text_.clear();
    if (spec_.shape != ShapeKind::kNone) insert_->bind_null(kShapePlace);
  }

  void end_layer() {
    if (!insert_) return;
    insert_.reset();
    const bool features = spec_.shape != ShapeKind::kNone;
    Statement contents(database_, "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    contents.bind(1, std::string_view(spec_.name));
    contents.bind(2, std::string_view(features ? "features" : "attributes"));
    contents.bind(3, std::string_view(spec_.name));
    contents.bind(4, std::string_view(spec_.description));
    contents.bind(5, std::string_view(last_change_));
    if (features && !bounds_.empty()) {
      contents.bind(6, bounds_.west_e7 / 1e7);
      contents.bind(7, bounds_.south_e7 / 1e7);
      contents.bind(8, bounds_.east_e7 / 1e7);
      contents.bind(9, bounds_.north_e7 / 1e7);
    }
    contents.bind(10, std::int64_t{features ? 4326 : 0});
    contents.step();
    if (!features) return;
    Statement geometry(database_, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)");
    geometry.bind(1, std::string_view(spec_.name));
    geometry.bind(2, std::string_view(geometry_type(spec_.shape)));
    geometry.step();
    if (boxes_.size() <= kMostIndexed) write_index();
    boxes_.clear();
  }

  void write_index() {
    database_.run(fmt::format(fmt::runtime(kBoxes), spec_.name));
    Statement box(database_, fmt::format("INSERT INTO \"rtree_{}_geom\" VALUES (?, ?, ?, ?, ?)", spec_.name));
    for (const auto& [row, bounds] : boxes_) {
      box.bind(1, row);
      box.bind(2, bounds.west_e7 / 1e7);
      box.bind(3, bounds.east_e7 / 1e7);
      box.bind(4, bounds.south_e7 / 1e7);
      box.bind(5, bounds.north_e7 / 1e7);
      box.step();
      box.reset();
    }
    Statement extension(database_,
                        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
                        "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
    extension.bind(1, std::string_view(spec_.name));
    extension.step();
  }

  void write_styles() {
    if (styles_.empty()) return;
    database_.run(kStyleTable);
    Statement style(database_,
                    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                    "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
                    "VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'Passage', '', ?)");
    for (const LayerStyle& one : styles_) {
      style.bind(1, std::string_view(one.layer));
      style.bind(2, std::string_view(one.layer));
      style.bind(3, std::string_view(one.qml));
      style.bind(4, std::string_view(last_change_));
      style.step();
      style.reset();
    }
    Statement contents(database_,
                       "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
                       "srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?, 0)");
    contents.bind(1, std::string_view(last_change_));
    contents.step();
  }

  Database database_;
  std::string last_change_;
  std::vector<LayerStyle> styles_;
  LayerSpec spec_;
  ShapeBounds bounds_;
  std::vector<std::pair<std::int64_t, ShapeBounds>> boxes_;  // of the layer's shapes, to index
  std::optional<Statement> insert_;
  std::string blob_, row_text_;
  std::vector<Text> texts_;  // of the row that is written
  std::int64_t row_ = 0;
  int at_ = 0;
};

class GeoPackageReader final : public LayerReader {
 public:
  explicit GeoPackageReader(const std::filesystem::path& path)
      : file_(path.filename().string()), database_(path, Database::Open::kReadOnly) {
    if (!database_.has_table("gpkg_contents")) {
      throw InputError(Problem{.code = "P500",
                               .problem = fmt::format("{} is no GeoPackage", path.string()),
                               .why = "an SQLite file without gpkg_contents",
                               .where = path.string(),
                               .suggestion = "name a file that passage plan wrote"});
    }
  }

  std::vector<std::string> layers() override {
    std::vector<std::string> names;
    Statement query(database_, "SELECT table_name FROM gpkg_contents ORDER BY rowid");
    while (query.step()) names.emplace_back(query.text(0));
    return names;
  }

  bool open(const std::string& layer) override {
    rows_.reset();
    if (!database_.has_table(layer)) return false;
    layer_ = layer;
    row_ = 0;
    columns_.clear();
    places_.clear();
    shape_place_ = -1;
    const std::string shape_column = geometry_column(layer);
    rows_.emplace(database_, fmt::format("SELECT * FROM {} ORDER BY rowid", sql_name(layer)));
    const std::string id_column = key_column(layer);
    for (int i = 0; i < rows_->column_count(); ++i) {
      const std::string name = rows_->column_name(i);
      if (name == id_column) continue;
      if (name == shape_column) {
        shape_place_ = i;
        continue;
      }
      columns_.push_back(name);
      places_.push_back(i);
    }
    return true;
  }

  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }
  bool next() override {
    ++row_;
    return rows_->step();
  }
  bool is_none(std::size_t column) override {
    return rows_->type(places_[column]) == SQLITE_NULL || rows_->text(places_[column]).empty();
  }
  std::string_view text(std::size_t column) override { return rows_->text(places_[column]); }
  std::optional<std::int64_t> integer(std::size_t column) override {
    const int place = places_[column];
    if (rows_->type(place) == SQLITE_INTEGER) return rows_->integer(place);
    return parse_decimal(rows_->text(place), 0);
  }
  std::optional<double> real(std::size_t column) override {
    const int place = places_[column];
    if (rows_->type(place) == SQLITE_INTEGER || rows_->type(place) == SQLITE_FLOAT) return rows_->real(place);
    return std::nullopt;
  }
  std::optional<std::int64_t> decimal(std::size_t column, int digits) override {
    const int place = places_[column];
    if (rows_->type(place) != SQLITE_FLOAT) return parse_decimal(rows_->text(place), digits);
    const double scaled = rows_->real(place) * power_of_ten(digits), whole = std::round(scaled);
    // Not NaN, exact as a double, and the nearest to what the cell says.
    if (!(std::abs(whole) < 9e15) || std::abs(scaled - whole) > 1e-6 + std::abs(whole) * 4e-16) return std::nullopt;
    return static_cast<std::int64_t>(whole);
  }
  bool shape(ShapeKind& kind, ShapeParts& parts) override {
    kind = ShapeKind::kNone;
    parts.clear();
    if (shape_place_ < 0) return false;
    const std::string_view blob = rows_->blob(shape_place_);
    return blob.empty() || parse_geopackage_shape(blob, kind, parts);
  }
  [[nodiscard]] std::string where() const override { return fmt::format("{}: {}, row {}", file_, layer_, row_); }

 private:
  std::string geometry_column(const std::string& layer) {
    if (!database_.has_table("gpkg_geometry_columns")) return {};
    Statement query(database_, "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?");
    query.bind(1, std::string_view(layer));
    return query.step() ? std::string(query.text(0)) : std::string{};
  }
  std::string key_column(const std::string& layer) {
    Statement query(database_, "SELECT name FROM pragma_table_info(?) WHERE pk = 1");
    query.bind(1, std::string_view(layer));
    return query.step() ? std::string(query.text(0)) : std::string{};
  }

  std::string file_, layer_;
  Database database_;
  std::optional<Statement> rows_;
  std::vector<std::string> columns_;
  std::vector<int> places_;
  int shape_place_ = -1;
  std::int64_t row_ = 0;
};

}  // namespace

std::unique_ptr<LayerWriter> write_geopackage(const std::filesystem::path& path, const std::string& last_change,
                                              std::vector<LayerStyle> styles, FileSize size) {
  return std::make_unique<GeoPackageWriter>(path, last_change, std::move(styles), size);
}

std::unique_ptr<LayerReader> read_geopackage(const std::filesystem::path& path) {
  return std::make_unique<GeoPackageReader>(path);
}

}  // namespace passage::geodata
