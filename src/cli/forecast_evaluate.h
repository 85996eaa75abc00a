// `passage forecast --evaluate DIR...`: which prior, and what it is worth on cases that did not choose it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jobs/task.h"

namespace passage::cli {

struct EvaluateOptions {
  std::vector<std::string> directories;
  std::string settings, plot;  // plot: an SVG file, or empty
  std::uint64_t seed = 1;
  std::uint32_t members = 200;
  bool json = false, overwrite = false;
};

int run_evaluate(const EvaluateOptions& options, const jobs::Task& task);

struct EvaluateArrivalsOptions {
  std::vector<std::string> directories;  // one a crisis
  std::uint64_t seed = 1;
  bool json = false;
};

// The same for cases with arrivals.csv.
int run_evaluate_arrivals(const EvaluateArrivalsOptions& options, const jobs::Task& task);

}  // namespace passage::cli
