// A file of layers whose cells come as they are written. Where a cell does not fit the type that its column
// declares, GDAL cuts it off in silence: "1 500" people are 1, "many" are 0. Not for other folders.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ogrsf_frmts.h>

#include "geodata/gdal_call.h"

namespace passage::geodata {

// The records of a shapefile's .dbf, whose figures are text.
class DbfRecords {
 public:
  explicit DbfRecords(const std::filesystem::path& path);
  // The cell, where it is no figure or day of the kind that its column declares.
  [[nodiscard]] std::optional<std::string> misfit(std::int64_t record, std::size_t column);

 private:
  struct Column {
    char type = 'C';
    std::size_t from = 0, size = 0;
    bool decimals = false;
  };
  std::ifstream file_;
  std::size_t header_size_ = 0;
  std::vector<Column> columns_;
  std::int64_t at_ = -1;
  std::string record_;
};

class LayerFile {
 public:
  // `layer`: the one that is meant, into which a KML file's folders inside it are taken.
  LayerFile(const std::filesystem::path& path, const std::string& layer);
  ~LayerFile();
  LayerFile(const LayerFile&) = delete;
  LayerFile& operator=(const LayerFile&) = delete;

  [[nodiscard]] GDALDataset* layers() const { return dataset_.get(); }  // null: it is no file of layers
  [[nodiscard]] bool is_of(std::string_view driver) const { return driver_ == driver; }
  [[nodiscard]] std::vector<std::filesystem::path> files() const;
  // The layer's rows, with its columns in their order; one layer at a time. Null if they can't be read.
  [[nodiscard]] OGRLayer* rows(OGRLayer& layer);
  [[nodiscard]] std::optional<std::string> misfit(const OGRFeature& row, int column);

 private:
  void select(const std::vector<std::string>& cells, OGRLayer& layer);

  std::filesystem::path path_;
  std::string driver_, in_memory_;
  Dataset dataset_;
  OGRLayer* selected_ = nullptr;
  std::unique_ptr<DbfRecords> records_;
};

}  // namespace passage::geodata
