#include "geodata/layer_comparison.h"

#include <algorithm>

#include <fmt/format.h>

namespace passage::geodata {

LayerComparison::LayerComparison(LayerReader& in, std::set<std::string> columns_alone)
    : in_(in), columns_alone_(std::move(columns_alone)) {}

void LayerComparison::begin(const LayerSpec& spec) {
  end_layer();
  layers_.push_back({spec, {}, {}});
  place_.assign(spec.columns.size(), std::nullopt);
  compared_ = in_.open(spec.name);
  if (!compared_) return altered(fmt::format("there is no table {}", spec.name));
  std::vector<std::string> names = in_.columns();
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), spec.columns[i].name);
    if (found == names.end()) {
      altered(fmt::format("{} has no column {}", spec.name, spec.columns[i].name));
      continue;
    }
    place_[i] = static_cast<std::size_t>(found - names.begin());
    found->clear();
  }
  for (const std::string& name : names)
    if (!name.empty()) differences_.unknown.push_back(fmt::format("column {} of {}", name, spec.name));
  row_ = 0;
  compared_ = !columns_alone_.contains(spec.name);
  if (compared_) start_row();
}

void LayerComparison::text(std::string_view value) {
  if (cell_ == 0) id_ = value;
  hold([&](std::size_t at) { return in_.text(at) == value; }, value);
}
void LayerComparison::integer(std::int64_t value) {
  hold([&](std::size_t at) { return in_.integer(at) == value; }, std::to_string(value));
}
void LayerComparison::real(double value) {
  hold([&](std::size_t at) { return in_.real(at) == value; }, fmt::format("{}", value));
}
void LayerComparison::decimal(std::int64_t value, int digits) {
  std::string text;
  append_decimal(text, value, digits);
  hold([&](std::size_t at) { return in_.decimal(at, digits) == value; }, text);
}
void LayerComparison::none() {
  hold([&](std::size_t at) { return in_.is_none(at); }, "nothing");
}

void LayerComparison::shape(ShapeKind kind, const ShapeParts& parts) {
  shaped_ = true;
  if (kind == ShapeKind::kNone || parts.empty()) {
    shaped_ = false;
    return;
  }
  layers_.back().add(row_, parts);
  if (has_row_ && !in_.holds_shape(kind, parts))
    altered(fmt::format("{} \"{}\": its shape is not that of its rows", layers_.back().spec.name, id_));
}

void LayerComparison::end_row() {
  if (has_row_ && !shaped_ && !in_.holds_shape(ShapeKind::kNone, {}))
    altered(fmt::format("{} \"{}\": has a shape, its rows give none", layers_.back().spec.name, id_));
  start_row();
}

void LayerComparison::finish() {
  end_layer();
}

void LayerComparison::start_row() {
  ++row_;
  cell_ = 0;
  shaped_ = false;
  has_row_ = compared_ && in_.next();
}

void LayerComparison::end_layer() {
  if (has_row_) altered(fmt::format("{} has more rows than {}", layers_.back().spec.name, row_ - 1));
  has_row_ = false;
}

template <class Same>
void LayerComparison::hold(const Same& same, std::string_view value) {
  const std::size_t cell = cell_++;
  if (!compared_ || !place_[cell]) return;
  const LayerSpec& spec = layers_.back().spec;
  if (!has_row_) {
    if (cell == 0) altered(fmt::format("{} \"{}\" is missing", spec.name, id_));
    return;
  }
  if (same(*place_[cell])) return;
  altered(fmt::format("{} \"{}\": {} is {} in the file, its rows give {}", spec.name, id_, spec.columns[cell].name,
                      in_.text(*place_[cell]), value));
}

}  // namespace passage::geodata
