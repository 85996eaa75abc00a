// Where plans are kept. The name says the format:
//   NAME.gpkg           GeoPackage: the store; QGIS opens it with its styles
//   NAME.csv or NAME/   a folder of CSV files, one a table
//   NAME.geojson        roads with people, origins, refuges, dangers, for maps; can't be read back
// Each is marked restricted and holds its provenance, and is written whole or not at all, mode 0600.
// The same plan gives the same bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "core/file.h"
#include "jobs/task.h"
#include "plan/plan.h"

namespace passage::plan {

enum class PlanFormat { kGeoPackage, kCsv, kGeoJson };

// InputError P504 if the name says no format.
[[nodiscard]] PlanFormat plan_format(const std::filesystem::path& path);

// Throws what write_plan would throw before its first byte: to be asked before long work.
void expect_writable(const std::filesystem::path& path, Overwrite overwrite);

// The time of last change that a GeoPackage of the plan tells.
[[nodiscard]] std::string last_change_of(const Plan& plan);

// Several outputs, written beside their names first: where one can't be, none of them appears. A name that comes
// again is written once.
class PendingPlans {
 public:
  void add(const Plan& plan, const std::filesystem::path& path, Overwrite overwrite);  // throws as write_plan
  void commit();

 private:
  std::set<std::filesystem::path> targets_;
  std::vector<std::unique_ptr<PendingOutput>> pending_;
};

// InputError P003 if it is there and may not be replaced, P004 if it can't be written, P008 if it
// would replace a folder that holds no plan. O(rows); about 1 s for a million rows.
void write_plan(const Plan& plan, const std::filesystem::path& path, Overwrite overwrite);

// Exactly the plan that was written to a GeoPackage or CSV folder. InputError P001 if missing, P50x if
// it is foreign, damaged or not whole (plan/tables.h), P509 for a format that can't be read back.
// Whether its figures are true is verify's business. It looks at its task before each table: jobs::Cancelled.
[[nodiscard]] Plan read_plan(const std::filesystem::path& path, const jobs::Task& task);

}  // namespace passage::plan
