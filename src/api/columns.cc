#include "api/columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "geodata/wkt.h"
#include "plan/tables_writer.h"

namespace passage::api {
namespace {

using geodata::CellType;

// Keeps the cells of one table and the names of all.
class ColumnsWriter final : public geodata::LayerWriter {
 public:
  explicit ColumnsWriter(std::string_view wanted) : wanted_(wanted) {}

  void begin(const geodata::LayerSpec& spec) override {
    names.push_back(spec.name);
    kept_ = spec.name == wanted_;
    if (!kept_) return;
    table.name = spec.name;
    table.description = spec.description;
    for (const geodata::LayerColumn& column : spec.columns) add_column(column.name, column.type);
    if (spec.shape != geodata::ShapeKind::kNone) add_column("geometry", CellType::kText);
  }
  void text(std::string_view value) override { put(std::string(value)); }
  void integer(std::int64_t value) override { put(value); }
  void real(double value) override { put(value); }
  void decimal(std::int64_t value, int digits) override { put(static_cast<double>(value) / std::pow(10, digits)); }
  void none() override {
    if (!kept_) return;
    std::visit([](auto& cells) { cells.push_back(nothing(cells)); }, table.columns[at_++].cells);
  }
  void shape(geodata::ShapeKind kind, const geodata::ShapeParts& parts) override {
    if (!kept_) return;
    std::string text;
    if (kind != geodata::ShapeKind::kNone && !parts.empty()) geodata::append_wkt(text, kind, parts);
    put(std::move(text));
  }
  void end_row() override {
    if (!kept_) return;
    if (at_ < table.columns.size()) put(std::string());  // a shape that the row has not
    at_ = 0;
    ++table.rows;
  }
  void finish() override {}

  Table table;
  std::vector<std::string> names;

 private:
  static std::int64_t nothing(const std::vector<std::int64_t>&) { return Column::kNone; }
  static double nothing(const std::vector<double>&) { return std::nan(""); }
  static std::string nothing(const std::vector<std::string>&) { return {}; }

  void add_column(const std::string& name, CellType type) {
    Column column{name, std::vector<std::string>()};
    if (type == CellType::kInteger) column.cells = std::vector<std::int64_t>();
    if (type == CellType::kReal || type == CellType::kDecimal) column.cells = std::vector<double>();
    table.columns.push_back(std::move(column));
  }
  template <class Cell>
  void put(Cell cell) {
    if (kept_) std::get<std::vector<Cell>>(table.columns[at_++].cells).push_back(std::move(cell));
  }

  std::string_view wanted_;
  bool kept_ = false;
  std::size_t at_ = 0;
};

// Rows of the long tables are made only if it is one of them that is wanted.
ColumnsWriter written(const plan::Plan& plan, std::string_view wanted) {
  using Moves = plan::TablesWriter::Moves;
  constexpr std::array<std::string_view, 4> kLong{"legs", "flows", "arrivals", "labels"};
  const bool is_long = std::find(kLong.begin(), kLong.end(), wanted) != kLong.end();
  ColumnsWriter out(wanted);
  plan::TablesWriter(plan, out, is_long ? Moves::kRows : Moves::kColumnsAlone).all();
  return out;
}

}  // namespace

std::vector<std::string> table_names(const plan::Plan& plan) {
  return written(plan, {}).names;
}

Table table_of(const plan::Plan& plan, std::string_view name) {
  ColumnsWriter out = written(plan, name);
  if (std::find(out.names.begin(), out.names.end(), name) == out.names.end())
    throw InputError(passage::Problem{.code = "P005",
                                      .problem = fmt::format("a plan has no table \"{}\"", name),
                                      .suggestion = did_you_mean(name, out.names)});
  return std::move(out.table);
}

}  // namespace passage::api
