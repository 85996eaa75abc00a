#include "geodata/geopackage.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/error.h"
#include "core/expect.h"
#include "geodata/geopackage_frame.h"
#include "geodata/geopackage_shape.h"
#include "geodata/sqlite.h"

namespace passage::geodata {
namespace {

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
    database_.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE");
    begin_frame(database_);
  }

  void begin(const LayerSpec& spec) override {
    end_layer();
    layer_ = {spec, {}, {}};
    create_layer(database_, spec);
    std::string places = "NULL";  // rows are numbered as they come
    for (std::size_t i = spec.columns.size() + (spec.shape != ShapeKind::kNone ? 1 : 0); i > 0; --i) places += ", ?";
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
      layer_.add(row_, parts);
      insert_->bind_blob(kShapePlace, blob_);
    }
  }
  void end_row() override {
    PASSAGE_EXPECT(at_ == static_cast<int>(layer_.spec.columns.size()) + first_cell());
    for (const Text& cell : texts_)
      insert_->bind_kept(cell.place, std::string_view(row_text_).substr(cell.from, cell.size));
    insert_->step();
    insert_->reset();
    start_row();
  }
  void finish() override {
    end_layer();
    write_styles(database_, styles_, last_change_);
    database_.run("COMMIT");
    database_.close();
  }

 private:
  static constexpr int kShapePlace = 1;
  struct Text {  // a cell, in row_text_
    int place;
    std::size_t from, size;
  };
  [[nodiscard]] int first_cell() const { return layer_.spec.shape == ShapeKind::kNone ? 1 : 2; }

  void start_row() {
    ++row_;  // as the table numbers it
    at_ = first_cell();
    texts_.clear();
    row_text_.clear();
    if (layer_.spec.shape != ShapeKind::kNone) insert_->bind_null(kShapePlace);
  }

  void end_layer() {
    if (!insert_) return;
    insert_.reset();
    register_layer(database_, layer_, last_change_);
    layer_ = {};
  }

  Database database_;
  std::string last_change_;
  std::vector<LayerStyle> styles_;
  LayerFrame layer_;
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
    return rows_->type(places_[column]) == SQLITE_NULL || text(column).empty();
  }
  std::string_view text(std::size_t column) override {
    if (rows_->type(places_[column]) == SQLITE_BLOB) {
      throw InputError(Problem{.code = "P502",
                               .problem = fmt::format("{} can't be read", columns_[column]),
                               .why = "bytes in the place of a text or number",
                               .where = where()});
    }
    return rows_->text(places_[column]);
  }
  std::optional<std::int64_t> integer(std::size_t column) override {
    const int place = places_[column];
    if (rows_->type(place) == SQLITE_INTEGER) return rows_->integer(place);
    return parse_decimal(text(column), 0);
  }
  std::optional<double> real(std::size_t column) override {
    const int place = places_[column];
    if (rows_->type(place) == SQLITE_INTEGER || rows_->type(place) == SQLITE_FLOAT) return rows_->real(place);
    return std::nullopt;
  }
  std::optional<std::int64_t> decimal(std::size_t column, int digits) override {
    const int place = places_[column];
    if (rows_->type(place) != SQLITE_FLOAT) return parse_decimal(text(column), digits);
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
  bool holds_shape(ShapeKind kind, const ShapeParts& parts) override {
    if (shape_place_ < 0 || kind == ShapeKind::kNone || parts.empty())
      return shape_place_ < 0 || rows_->type(shape_place_) == SQLITE_NULL;
    shape_.clear();
    append_geopackage_shape(shape_, kind, parts);
    return rows_->type(shape_place_) == SQLITE_BLOB && rows_->blob(shape_place_) == shape_;
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
  std::string shape_;  // as a writer would write it
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
