// Named tables of rows, some with a shape: what a GeoPackage and a folder of CSV files both hold.
// Writers take rows one by one and cells in the order of the columns; readers give them back in the
// order written. The same calls give the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace passage::geodata {

// WGS84 in units of 1e-7 degree: shapes come back exactly as they were given.
struct LayerPoint {
  std::int32_t lon_e7 = 0, lat_e7 = 0;
  bool operator==(const LayerPoint&) const = default;
};

// A point is one part of one point; a polygon's parts are its rings, closed (an open one is closed when
// written); lines have a part each. kMixed is for layers that hold several kinds, never for a shape.
enum class ShapeKind : std::uint8_t { kNone, kPoint, kLine, kMultiLine, kPolygon, kMixed };
using ShapeParts = std::vector<std::vector<LayerPoint>>;

// kDecimal: a whole number of 10^-digits, at most 9 digits.
enum class CellType : std::uint8_t { kText, kInteger, kReal, kDecimal };

struct LayerColumn {
  std::string name;
  CellType type = CellType::kText;
};

struct LayerSpec {
  std::string name, description;
  std::vector<LayerColumn> columns;  // the shape is not one of them
  ShapeKind shape = ShapeKind::kNone;
};

class LayerWriter {
 public:
  virtual ~LayerWriter() = default;
  // Ends the layer before it. Name unique.
  virtual void begin(const LayerSpec& spec) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void integer(std::int64_t value) = 0;
  virtual void real(double value) = 0;  // finite
  virtual void decimal(std::int64_t value, int digits) = 0;
  virtual void none() = 0;
  // After the last cell, in layers with a shape. For kLine exactly one part.
  virtual void shape(ShapeKind kind, const ShapeParts& parts) = 0;
  virtual void end_row() = 0;
  // Nothing after it. Until then the file is not complete.
  virtual void finish() = 0;
};

// Cells come as text or numbers, whatever the file holds them as; nullopt if one can't be read so.
class LayerReader {
 public:
  virtual ~LayerReader() = default;
  [[nodiscard]] virtual std::vector<std::string> layers() = 0;
  // False if there is no such layer.
  [[nodiscard]] virtual bool open(const std::string& layer) = 0;
  [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;  // of the open layer, without the shape
  [[nodiscard]] virtual bool next() = 0;                                      // the next row, until there is none
  [[nodiscard]] virtual bool is_none(std::size_t column) = 0;                 // null, or empty text
  // Valid until next(). Empty if the cell is null.
  [[nodiscard]] virtual std::string_view text(std::size_t column) = 0;
  [[nodiscard]] virtual std::optional<std::int64_t> integer(std::size_t column) = 0;
  [[nodiscard]] virtual std::optional<double> real(std::size_t column) = 0;
  // nullopt too where the value has more digits than that.
  [[nodiscard]] virtual std::optional<std::int64_t> decimal(std::size_t column, int digits) = 0;
  // False if the row has no shape or it can't be read; kNone and no parts if it is left out on purpose.
  [[nodiscard]] virtual bool shape(ShapeKind& kind, ShapeParts& parts) = 0;
  // Is it written exactly as a writer writes this one? kNone and no parts: is there none?
  [[nodiscard]] virtual bool holds_shape(ShapeKind kind, const ShapeParts& parts) = 0;
  [[nodiscard]] virtual std::string where() const = 0;  // "plan.gpkg: orders, row 3", "orders.csv:4"
};

// "12.5" for 12500 of 3 digits: exact, no zeros behind.
void append_decimal(std::string& out, std::int64_t value, int digits);
// The other way; nullopt if not a plain decimal, has more digits, or does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_decimal(std::string_view text, int digits);

}  // namespace passage::geodata
