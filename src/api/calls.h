// The edge between the library and who calls it: their problems and errors for ours. Not installed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/error.h"
#include "api/fwd.h"
#include "api/plan.h"

namespace passage::api {

[[nodiscard]] std::vector<Problem> told(const std::vector<passage::Problem>& problems);
[[nodiscard]] passage::Overwrite ours(Overwrite overwrite);
[[nodiscard]] std::vector<std::string> texts(const std::vector<std::filesystem::path>& paths);

// An answer with what it cost: seconds, and the most memory that the process has had.
[[nodiscard]] nlohmann::ordered_json with_cost(nlohmann::ordered_json answer, double seconds);

// While an exception is handled: throws it on, as Error or Cancelled where it is one that is ours to tell.
[[noreturn]] void throw_told();

// What work() returns: every public function is one call of this.
template <class Work>
auto answered(Work work) {
  try {
    return work();
  } catch (...) {
    throw_told();
  }
}

}  // namespace passage::api
