#include "plan/as_written.h"

#include <algorithm>

#include <fmt/format.h>

#include "geodata/csv_layers.h"
#include "geodata/geopackage.h"
#include "geodata/geopackage_audit.h"
#include "plan/store.h"
#include "plan/styles.h"
#include "plan/tables_writer.h"

namespace passage::plan {
namespace {

namespace fs = std::filesystem;

geodata::LayerComparison compared(geodata::LayerReader& in, const Plan& plan) {
  geodata::LayerComparison comparison(in, {"legs", "flows", "arrivals", "labels"});
  TablesWriter(plan, comparison, TablesWriter::Moves::kColumnsAlone).all();
  comparison.finish();
  return comparison;
}

// Files that are no table of the plan.
void add_other_files(const fs::path& folder, const std::vector<geodata::LayerFrame>& layers,
                     std::vector<std::string>& unknown) {
  std::vector<std::string> others;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (std::none_of(layers.begin(), layers.end(), [&](const auto& layer) { return layer.spec.name + ".csv" == name; }))
      others.push_back("file " + name);
  }
  std::sort(others.begin(), others.end());
  unknown.insert(unknown.end(), others.begin(), others.end());
}

}  // namespace

geodata::Differences as_written(const fs::path& path, const Plan& plan) {
  if (fs::is_directory(path)) {
    const auto in = geodata::read_csv_layers(path);
    const geodata::LayerComparison comparison = compared(*in, plan);
    geodata::Differences out = comparison.differences();
    add_other_files(path, comparison.layers(), out.unknown);
    return out;
  }
  const auto in = geodata::read_geopackage(path);
  const geodata::LayerComparison comparison = compared(*in, plan);
  geodata::Differences out = comparison.differences();
  const geodata::Differences frame =
      geodata::audit_geopackage(path, comparison.layers(), layer_styles(plan), last_change_of(plan));
  out.altered.insert(out.altered.end(), frame.altered.begin(), frame.altered.end());
  out.unknown.insert(out.unknown.end(), frame.unknown.begin(), frame.unknown.end());
  return out;
}

}  // namespace passage::plan
