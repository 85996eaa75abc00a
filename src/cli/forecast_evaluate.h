// `passage forecast --evaluate DIR...`: which prior, and what it is worth on cases that did not choose it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/task.h"
#include "outlook/hindcast.h"

namespace passage::cli {

// The scores as the answer of `forecast --train-until` has them; ard_flee is left out.
[[nodiscard]] nlohmann::ordered_json out_of_sample_json(const outlook::Hindcast& h);
[[nodiscard]] nlohmann::ordered_json totals_json(const outlook::Hindcast& h);

struct EvaluateOptions {
  std::vector<std::string> directories;
  std::string settings, plot;  // plot: an SVG file, or empty
  std::uint64_t seed = 1;
  std::uint32_t members = 200;
  bool json = false, overwrite = false;
};

int run_evaluate(const EvaluateOptions& options, const jobs::Task& task);

}  // namespace passage::cli
