// Plans of small cases as files, and what `passage verify` says of a file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "planner/planner.h"
#include "scenario/case.h"

namespace passage::verify::test {

// A folder that goes when this does.
class Scratch {
 public:
  explicit Scratch(const std::string& name);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Two numbers of people a car, walkers, a bus, a train; a window and a danger.
void write_travellers_case(const std::filesystem::path& directory);
[[nodiscard]] std::string example_case(const std::string& name);

// As `passage plan` writes it: judged.
void plan_to_file(const scenario::Case& c, planner::PlanOptions options, const std::vector<std::string>& without,
                  const std::filesystem::path& file);

// Of `passage verify FILE --case DIRECTORY`: empty where it accepts, else the first thing that is wrong.
[[nodiscard]] std::string verdict_of(const std::filesystem::path& file, const std::string& directory);

}  // namespace passage::verify::test
