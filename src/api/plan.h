// A plan: who leaves when, by which road, to where; what it achieves and what proves it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/error.h"
#include "api/table.h"
#include "api/task.h"
#include "api/visible.h"

namespace passage::api {

// What is taken as given besides the folder of a case.
struct Premises {
  std::string round = {};                 // its id; empty: the last one
  std::vector<std::string> assume = {};   // terms taken as in force
  std::vector<std::string> without = {};  // corridors that never open
  std::string people = {};                // a people.csv instead of the case's own; empty: none
};

enum class Overwrite { kRefuse, kReplace };

// Numbers of people, and what is proved of them.
struct PlanFigures {
  std::int64_t people = 0, safe = 0, left = 0, staying = 0, unreached = 0;
  std::int64_t upper_bound = 0;             // no plan brings out more
  double gap = 0, curve_gap = 0;            // of safe to the bound: at the end; at the worst hour
  std::optional<std::string> last_arrival;  // local time with offset; none if nobody is safe
  double exposure_person_h = 0;             // person-hours in danger on the way
};

// A value that never changes: copies are cheap and share it, and all functions may be called from several threads.
class PASSAGE_API Plan {
 public:
  struct Inside;  // the library's own
  explicit Plan(std::shared_ptr<const Inside> inside) : inside_(std::move(inside)) {}

  // From a GeoPackage or a folder of CSV files, exactly as it was written; whether its figures are true is
  // Session::verify's to say. Throws Error (P001, P50x), Cancelled.
  [[nodiscard]] static Plan read(const std::filesystem::path& path, const Task& task = Task());

  [[nodiscard]] const PlanFigures& figures() const;
  // Has the checker, which shares nothing with the planner, found that it keeps every rule and proves its figures?
  [[nodiscard]] bool accepted() const;
  [[nodiscard]] bool stopped() const;  // a longer run may find a better one
  [[nodiscard]] const std::vector<Problem>& findings() const;
  [[nodiscard]] Premises premises() const;  // as it was planned; `people` only says that they were others

  [[nodiscard]] std::string json() const;  // as `passage plan --json` prints it
  [[nodiscard]] std::string page() const;  // as `passage plan` prints it, at most 80 columns
  [[nodiscard]] std::string line() const;  // "4,180 of 7,300 people safe, at most 4,180 (gap 0.0 %)"

  // "orders", "legs", "flows", "arrivals", "safe_by", "origins", "refuges", ..: in the order of the files.
  [[nodiscard]] std::vector<std::string> tables() const;
  // O(rows of the plan). Throws Error P005 if there is no such table.
  [[nodiscard]] Table table(std::string_view name) const;

  // The name says the format: NAME.gpkg, NAME.csv/ (a folder), NAME.geojson, NAME.html, NAME.svg. Marked restricted,
  // mode 0600, all of the files or none. Throws Error: P003 if one is there and may not be replaced, P004, P008, P504.
  void write(const std::vector<std::filesystem::path>& paths, Overwrite overwrite = Overwrite::kRefuse) const;

  [[nodiscard]] const Inside& inside() const { return *inside_; }

 private:
  std::shared_ptr<const Inside> inside_;
};

}  // namespace passage::api
