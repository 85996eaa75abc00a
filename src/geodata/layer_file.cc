#include "geodata/layer_file.h"

#include <algorithm>
#include <atomic>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "core/file.h"
#include "core/text.h"
#include "geodata/kml_folders.h"

namespace passage::geodata {
namespace {

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

// SQLite keeps a cell as it was given, whatever its column declares. Whole reals have no ".0", as elsewhere.
std::string stored_cell(const OGRFieldDefn& column) {
  const std::string name = quoted(column.GetNameRef());
  const std::string text = fmt::format("CAST({} AS TEXT)", name);
  switch (column.GetType()) {
    case OFTInteger:
    case OFTInteger64: return fmt::format("{} AS {}", text, name);
    case OFTReal:
      return fmt::format(
          "CASE WHEN abs({0}) < 1e15 AND {0} = CAST({0} AS INTEGER) THEN CAST(CAST({0} AS INTEGER) AS "
          "TEXT) ELSE {1} END AS {0}",
          name, text);
    case OFTDate:
      return fmt::format("CASE WHEN date({0}) = {0} THEN {0} || 'T00:00:00' ELSE {1} END AS {0}", name, text);
    case OFTDateTime: return fmt::format("{} AS {}", text, name);
    default: return name;
  }
}

bool is_figure(std::string_view text, bool decimals) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const char* rest = decimals ? "0123456789.eE+-" : "0123456789";
  return !text.empty() && text.find_first_not_of(rest) == std::string_view::npos &&
         std::count(text.begin(), text.end(), '.') <= 1;
}

}  // namespace

DbfRecords::DbfRecords(const std::filesystem::path& path) : file_(path, std::ios::binary) {
  const auto byte = [](const char* at) { return static_cast<std::size_t>(static_cast<unsigned char>(*at)); };
  char head[32] = {};
  file_.read(head, sizeof head);
  header_size_ = byte(head + 8) + 256 * byte(head + 9);
  record_.resize(byte(head + 10) + 256 * byte(head + 11));
  constexpr char kEnd = '\r';
  std::size_t from = 1;  // behind the mark of deleted records
  for (char field[32]; file_.read(field, sizeof field) && field[0] != kEnd;) {
    const char type = field[11];
    const std::size_t size = type == 'C' ? byte(field + 16) + 256 * byte(field + 17) : byte(field + 16);
    columns_.push_back({type, from, size, type != 'C' && field[17] != 0});
    from += size;
  }
  file_.clear();
}

std::optional<std::string> DbfRecords::misfit(std::int64_t record, std::size_t column) {
  if (column >= columns_.size()) return std::nullopt;
  const Column& c = columns_[column];
  const bool day = c.type == 'D';
  if ((c.type != 'N' && c.type != 'F' && !day) || c.from + c.size > record_.size()) return std::nullopt;
  if (record != at_) {
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(header_size_ + static_cast<std::size_t>(record) * record_.size()));
    if (!file_.read(record_.data(), static_cast<std::streamsize>(record_.size()))) return std::nullopt;
    at_ = record;
  }
  std::string_view text = std::string_view(record_).substr(c.from, c.size);
  text = trimmed(text.substr(0, text.find('\0')));
  const bool fits = text.empty() || is_figure(text, c.decimals);
  constexpr std::size_t kDayDigits = 8;
  if (fits && (!day || text.empty() || text.size() == kDayDigits)) return std::nullopt;
  return std::string(text);
}

LayerFile::LayerFile(const std::filesystem::path& path, const std::string& layer) : path_(path) {
  driver_ = driver_of(path);
  std::string opened = path.string();
  if (driver_ == "LIBKML") {
    static std::atomic<int> nth{0};
    in_memory_ = fmt::format("/vsimem/passage-{}.kml", ++nth);
    const std::string text = plain_kml(read_file(path), layer);
    VSILFILE* copy = VSIFOpenL(in_memory_.c_str(), "wb");
    VSIFWriteL(text.data(), 1, text.size(), copy);
    VSIFCloseL(copy);
    opened = in_memory_;
  }
  if (driver_ == "GeoJSON") {
    dataset_ = open_dataset(opened, true, {"DATE_AS_STRING=YES"});  // times stay as they are written
  } else if (driver_ == "GML") {
    // No schema, whose types cut cells off, is looked for beside the file, and none left there.
    const CPLConfigOptionSetter text_only("GML_FIELDTYPES", "ALWAYS_STRING", false);
    dataset_ = open_dataset(opened, true, {"WRITE_GFS=NO", "XSD=/dev/null/none"});
  } else {
    dataset_ = open_dataset(opened, true);
  }
  if (driver_ != "ESRI Shapefile") return;
  for (const std::filesystem::path& file : files())
    if (file.extension() == ".dbf" || file.extension() == ".DBF") records_ = std::make_unique<DbfRecords>(file);
}

LayerFile::~LayerFile() {
  if (selected_ != nullptr) dataset_->ReleaseResultSet(selected_);
  dataset_.reset();
  if (!in_memory_.empty()) VSIUnlink(in_memory_.c_str());
}

std::vector<std::filesystem::path> LayerFile::files() const {
  if (dataset_ == nullptr || !in_memory_.empty()) return {path_};
  return files_of(*dataset_);
}

void LayerFile::select(const std::vector<std::string>& cells, OGRLayer& layer) {
  if (selected_ != nullptr) dataset_->ReleaseResultSet(selected_);
  const std::string sql = fmt::format("SELECT {} FROM {}", fmt::join(cells, ", "), quoted(layer.GetName()));
  selected_ = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
}

OGRLayer* LayerFile::rows(OGRLayer& layer) {
  if (driver_ != "GPKG") return &layer;
  std::vector<std::string> cells;
  const OGRFeatureDefn& columns = *layer.GetLayerDefn();
  for (int i = 0; i < columns.GetFieldCount(); ++i) cells.push_back(stored_cell(*columns.GetFieldDefn(i)));
  const std::string geometry = quoted(layer.GetGeometryColumn());
  const bool drawn = columns.GetGeomFieldCount() > 0;
  if (drawn) cells.push_back(geometry);
  if (cells.empty()) return &layer;
  select(cells, layer);
  // Of a view the shape is known by what it holds, where it has no declared type.
  if (drawn && selected_ != nullptr && selected_->GetLayerDefn()->GetGeomFieldCount() == 0) {
    cells.back() = fmt::format("+{0} AS {0}", geometry);
    select(cells, layer);
  }
  return selected_;
}

std::optional<std::string> LayerFile::misfit(const OGRFeature& row, int column) {
  return records_ ? records_->misfit(row.GetFID(), static_cast<std::size_t>(column)) : std::nullopt;
}

}  // namespace passage::geodata
