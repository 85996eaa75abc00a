// A case from its folder (docs/formats.md says what each file holds).
#pragma once

#include <string>
#include <vector>

#include "jobs/task.h"
#include "scenario/case.h"

namespace passage::casefile {

struct ReadOptions {
  std::string round = {};                 // id; empty = the last one
  std::vector<std::string> assume = {};   // terms taken as in force
  std::vector<std::string> without = {};  // corridors that never open: none of their windows is granted
  std::string people_file = {};           // replaces [files] people; empty = the case's own
};

// Reads and checks all of a case. Throws InputError with every problem found, not the first only. Roads that are still
// to be imported take long: jobs::Cancelled.
[[nodiscard]] scenario::Case read_case(const std::string& directory, const ReadOptions& options,
                                       const jobs::Task& task);

}  // namespace passage::casefile
