#include "geodata/csv_layers.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include <fmt/format.h>

#include "core/csv.h"
#include "core/error.h"
#include "core/expect.h"
#include "core/file.h"
#include "geodata/wkt.h"

namespace passage::geodata {
namespace {

constexpr const char* kShapeColumn = "geometry";

class CsvWriter final : public LayerWriter {
 public:
  explicit CsvWriter(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::error_code failed;
    std::filesystem::create_directories(folder_, failed);
    if (failed) fail_to_write(folder_, failed.message());
  }

  void begin(const LayerSpec& spec) override {
    end_layer();
    file_ = folder_ / (spec.name + ".csv");
    out_.open(file_, std::ios::binary);
    if (!out_) fail_to_write(file_, "the file can't be made");
    for (const LayerColumn& column : spec.columns) text(column.name);
    if (spec.shape != ShapeKind::kNone) text(kShapeColumn);
    has_shape_ = spec.shape != ShapeKind::kNone;
    columns_ = spec.columns.size();
    shaped_ = false;
    buffer_ += '\n';
    cells_ = 0;
  }

  void text(std::string_view value) override {
    separate();
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
      buffer_ += value;
    } else {
      buffer_ += csv_field(value);
    }
  }
  void integer(std::int64_t value) override {
    separate();
    fmt::format_to(std::back_inserter(buffer_), FMT_STRING("{}"), value);
  }
  void real(double value) override {
    separate();
    fmt::format_to(std::back_inserter(buffer_), FMT_STRING("{}"), value);
  }
  void decimal(std::int64_t value, int digits) override {
    separate();
    append_decimal(buffer_, value, digits);
  }
  void none() override { separate(); }
  void shape(ShapeKind kind, const ShapeParts& parts) override {
    separate();
    shaped_ = true;
    if (kind == ShapeKind::kNone || parts.empty()) return;
    buffer_ += '"';
    append_wkt(buffer_, kind, parts);
    buffer_ += '"';
  }
  void end_row() override {
    if (has_shape_ && !shaped_) separate();
    PASSAGE_EXPECT(cells_ == columns_ + (has_shape_ ? 1 : 0));
    cells_ = 0;
    shaped_ = false;
    buffer_ += '\n';
    constexpr std::size_t kBlock = std::size_t{1} << 20;
    if (buffer_.size() > kBlock) flush();
  }
  void finish() override { end_layer(); }

 private:
  void separate() {
    if (cells_++ != 0) buffer_ += ',';
  }
  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
    if (!out_) fail_to_write(file_);
  }
  void end_layer() {
    if (!out_.is_open()) return;
    flush();
    out_.close();
    if (!out_) fail_to_write(file_);
  }
  std::filesystem::path folder_, file_;
  std::ofstream out_;
  std::string buffer_;
  std::size_t columns_ = 0, cells_ = 0;
  bool has_shape_ = false, shaped_ = false;
};

class CsvReader final : public LayerReader {
 public:
  explicit CsvReader(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (!std::filesystem::is_directory(folder_)) {
      throw InputError(Problem{.code = "P001",
                               .problem = fmt::format("cannot read {}", folder_.string()),
                               .why = "no such folder",
                               .where = folder_.string(),
                               .suggestion = "check the path"});
    }
    if (layers().empty()) {
      throw InputError(Problem{.code = "P500",
                               .problem = fmt::format("{} holds no CSV file", folder_.string()),
                               .where = folder_.string(),
                               .suggestion = "name a folder that passage plan wrote"});
    }
  }

  std::vector<std::string> layers() override {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  bool open(const std::string& layer) override {
    const std::filesystem::path file = folder_ / (layer + ".csv");
    if (!std::filesystem::exists(file)) return false;
    Problems problems;
    table_ = parse_csv(read_file(file), layer + ".csv", problems);
    problems.throw_if_errors();
    columns_ = table_.header;
    shape_place_.reset();
    if (const auto at = table_.column(kShapeColumn)) {
      shape_place_ = at;
      columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(*at));
    }
    at_ = static_cast<std::size_t>(-1);
    return true;
  }

  [[nodiscard]] const std::vector<std::string>& columns() const override { return columns_; }
  bool next() override { return ++at_ < table_.rows.size(); }
  bool is_none(std::size_t column) override { return text(column).empty(); }
  std::string_view text(std::size_t column) override {
    return table_.rows[at_].fields[column + (shape_place_ && column >= *shape_place_ ? 1 : 0)];
  }
  std::optional<std::int64_t> integer(std::size_t column) override { return parse_decimal(text(column), 0); }
  std::optional<double> real(std::size_t column) override {
    const std::string_view cell = text(column);
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
    return value;
  }
  std::optional<std::int64_t> decimal(std::size_t column, int digits) override {
    return parse_decimal(text(column), digits);
  }
  bool shape(ShapeKind& kind, ShapeParts& parts) override {
    kind = ShapeKind::kNone;
    parts.clear();
    if (!shape_place_) return false;
    const std::string_view cell = table_.rows[at_].fields[*shape_place_];
    return cell.empty() || parse_wkt(cell, kind, parts);
  }
  bool holds_shape(ShapeKind kind, const ShapeParts& parts) override {
    if (!shape_place_) return kind == ShapeKind::kNone;
    const std::string_view cell = table_.rows[at_].fields[*shape_place_];
    if (kind == ShapeKind::kNone || parts.empty()) return cell.empty();
    std::string text;
    append_wkt(text, kind, parts);
    return cell == text;
  }
  [[nodiscard]] std::string where() const override { return table_.where(table_.rows[at_]); }

 private:
  std::filesystem::path folder_;
  CsvTable table_;
  std::vector<std::string> columns_;
  std::optional<std::size_t> shape_place_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<LayerWriter> write_csv_layers(const std::filesystem::path& folder) {
  return std::make_unique<CsvWriter>(folder);
}

std::unique_ptr<LayerReader> read_csv_layers(const std::filesystem::path& folder) {
  return std::make_unique<CsvReader>(folder);
}

}  // namespace passage::geodata
