#include "plan/store.h"

#include <date/date.h>
#include <fmt/format.h>

#include "core/error.h"
#include "geodata/csv_layers.h"
#include "geodata/geopackage.h"
#include "plan/geojson.h"
#include "plan/styles.h"
#include "plan/tables.h"

namespace passage::plan {
namespace fs = std::filesystem;

namespace {

fs::path without_slash(fs::path path) {
  while (path.has_relative_path() && path.filename().empty()) path = path.parent_path();
  return path;
}

// Of a plan as a folder; none: a file.
std::optional<FolderMarks> marks_of(PlanFormat format) {
  return format == PlanFormat::kCsv ? std::optional(FolderMarks{"provenance.csv"}) : std::nullopt;
}

geodata::FileSize size_of(const Plan& plan) {
  constexpr std::size_t kMany = 1'000'000;
  return plan.flows.size() + plan.legs.size() + plan.labels.size() > kMany ? geodata::FileSize::kLarge
                                                                           : geodata::FileSize::kSmall;
}

}  // namespace

PlanFormat plan_format(const fs::path& path) {
  const std::string extension = without_slash(path).extension().string();
  if (path.filename().empty() || extension == ".csv") return PlanFormat::kCsv;
  if (extension == ".gpkg") return PlanFormat::kGeoPackage;
  if (extension == ".geojson" || extension == ".json") return PlanFormat::kGeoJson;
  if (fs::is_directory(path)) return PlanFormat::kCsv;
  throw InputError(Problem{.code = "P504",
                           .problem = fmt::format("{} names no format that a plan is kept in", path.string()),
                           .where = path.string(),
                           .suggestion = "plan.gpkg, plan.csv/ (a folder) or plan.geojson; passage export makes .html "
                                         "and .svg of them"});
}

// The clock's would make each file different.
std::string last_change_of(const Plan& plan) {
  return date::format("%FT%TZ", date::floor<Millis>(plan.start));
}

void expect_writable(const fs::path& path, Overwrite overwrite) {
  passage::expect_writable(path, overwrite, marks_of(plan_format(path)));
}

void PendingPlans::add(const Plan& plan, const fs::path& path, Overwrite overwrite) {
  const PlanFormat format = plan_format(path);
  const fs::path target = without_slash(path);
  if (!targets_.insert(fs::absolute(target).lexically_normal()).second) return;
  const PendingOutput& pending =
      *pending_.emplace_back(std::make_unique<PendingOutput>(target, overwrite, marks_of(format)));
  if (format == PlanFormat::kGeoJson) {
    const auto write = [&](std::ostream& out) { write_geojson(plan, out); };
    return write_file(pending.path(), write, Overwrite::kReplace);
  }
  const auto out = format == PlanFormat::kCsv ? geodata::write_csv_layers(pending.path())
                                              : geodata::write_geopackage(pending.path(), last_change_of(plan),
                                                                          layer_styles(plan), size_of(plan));
  write_tables(plan, *out);
  out->finish();
}

void PendingPlans::commit() {
  for (const auto& pending : pending_) pending->commit();
}

void write_plan(const Plan& plan, const fs::path& path, Overwrite overwrite) {
  PendingPlans one;
  one.add(plan, path, overwrite);
  one.commit();
}

Plan read_plan(const fs::path& path, const jobs::Task& task) {
  if (fs::is_directory(path)) return read_tables(*geodata::read_csv_layers(path), task);
  if (fs::exists(path) && (path.extension() == ".geojson" || path.extension() == ".json")) {
    throw InputError(Problem{.code = "P509",
                             .problem = fmt::format("{} can't be read as a plan", path.string()),
                             .why = "GeoJSON holds the map, not the orders and labels",
                             .where = path.string(),
                             .suggestion = "give the GeoPackage or the folder of CSV files"});
  }
  return read_tables(*geodata::read_geopackage(path), task);
}

}  // namespace passage::plan
