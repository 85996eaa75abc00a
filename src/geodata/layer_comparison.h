// A file held against what a writer would write: every cell and shape, exactly.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geodata/geopackage_frame.h"
#include "geodata/layers.h"

namespace passage::geodata {

// What is otherwise in a file (altered), and what is in it besides (unknown): a sentence each.
struct Differences {
  std::vector<std::string> altered, unknown;
};

// Takes what would be written. Rows are held against each other in order.
class LayerComparison final : public LayerWriter {
 public:
  // Of layers in columns_alone no row is compared, and none should be given.
  LayerComparison(LayerReader& in, std::set<std::string> columns_alone);

  void begin(const LayerSpec& spec) override;
  void text(std::string_view value) override;
  void integer(std::int64_t value) override;
  void real(double value) override;
  void decimal(std::int64_t value, int digits) override;
  void none() override;
  void shape(ShapeKind kind, const ShapeParts& parts) override;
  void end_row() override;
  void finish() override;

  [[nodiscard]] const Differences& differences() const { return differences_; }
  [[nodiscard]] const std::vector<LayerFrame>& layers() const { return layers_; }

 private:
  void start_row();
  void end_layer();
  template <class Same>
  void hold(const Same& same, std::string_view value);
  void altered(std::string what) { differences_.altered.push_back(std::move(what)); }

  LayerReader& in_;
  std::set<std::string> columns_alone_;
  std::vector<LayerFrame> layers_;
  std::vector<std::optional<std::size_t>> place_;  // in the file
  bool compared_ = false, has_row_ = false, shaped_ = false;
  std::int64_t row_ = 0;
  std::size_t cell_ = 0;
  std::string id_;
  Differences differences_;
};

}  // namespace passage::geodata
