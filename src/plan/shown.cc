#include "plan/shown.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "geodata/csv_layers.h"
#include "geodata/geopackage.h"
#include "plan/tables_writer.h"

namespace passage::plan {
namespace {

namespace fs = std::filesystem;

// Takes what would be written and holds it against what the file has.
class Comparison : public geodata::LayerWriter {
 public:
  explicit Comparison(geodata::LayerReader& in) : in_(in) {}

  void begin(const geodata::LayerSpec& spec) override {
    spec_ = spec;
    place_.assign(spec.columns.size(), std::nullopt);
    open_ = in_.open(spec.name);
    if (!open_) return;
    const auto& names = in_.columns();
    for (std::size_t i = 0; i < spec.columns.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), spec.columns[i].name);
      if (found != names.end() && shown(spec.columns[i].name))
        place_[i] = static_cast<std::size_t>(found - names.begin());
    }
    start_row();
  }
  void text(std::string_view value) override {
    if (cell_ == 0) id_ = value;
    hold([&](std::size_t at) { return in_.text(at) == value; }, value);
  }
  void integer(std::int64_t value) override {
    hold([&](std::size_t at) { return in_.integer(at) == value; }, std::to_string(value));
  }
  void real(double value) override {
    hold([&](std::size_t at) { return in_.real(at) == value; }, fmt::format("{}", value));
  }
  void decimal(std::int64_t value, int digits) override {
    std::string text;
    geodata::append_decimal(text, value, digits);
    hold([&](std::size_t at) { return in_.decimal(at, digits) == value; }, text);
  }
  void none() override {
    hold([&](std::size_t at) { return in_.is_none(at); }, "nothing");
  }
  void shape(geodata::ShapeKind, const geodata::ShapeParts&) override {}
  void end_row() override { start_row(); }
  void finish() override {}

  [[nodiscard]] std::vector<std::string> altered() && { return std::move(altered_); }

 private:
  // Columns that the reader of plans passes over.
  [[nodiscard]] bool shown(const std::string& column) const {
    static const std::map<std::string, std::set<std::string>> kShown{
        {"roads", {"persons", "utilisation", "flow_by_hour"}},
        {"origins", {"first_departure", "last_departure", "leave_by_hour"}},
        {"refuges", {"arrivals_by_hour"}}};
    const auto found = kShown.find(spec_.name);
    return found != kShown.end() && found->second.contains(column);
  }
  void start_row() {
    cell_ = 0;
    has_row_ = open_ && in_.next();
  }
  template <class Same>
  void hold(const Same& same, std::string_view value) {
    const std::size_t cell = cell_++;
    if (!has_row_ || !place_[cell] || same(*place_[cell])) return;
    altered_.push_back(fmt::format("{} \"{}\": {} is {} in the file, its rows give {}", spec_.name, id_,
                                   spec_.columns[cell].name, in_.text(*place_[cell]), value));
  }

  geodata::LayerReader& in_;
  geodata::LayerSpec spec_;
  std::vector<std::optional<std::size_t>> place_;  // in the file; none: not compared
  bool open_ = false, has_row_ = false;
  std::size_t cell_ = 0;
  std::string id_;
  std::vector<std::string> altered_;
};

}  // namespace

std::vector<std::string> altered_figures(const fs::path& path, const Plan& plan) {
  const auto in = fs::is_directory(path) ? geodata::read_csv_layers(path) : geodata::read_geopackage(path);
  Comparison comparison(*in);
  TablesWriter(plan, comparison).places();
  return std::move(comparison).altered();
}

}  // namespace passage::plan
