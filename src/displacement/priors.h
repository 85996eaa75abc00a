// Figures that are drawn from ranges: priors.csv (name, low, high, scale, source) of a case. docs/formats.md,
// "Displacement cases and forecasts".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/random.h"

namespace passage::displacement {

struct OutlookPrior {
  std::string name;
  double low = 0, high = 0;
  bool logarithmic = false;  // evenly in the log
  std::string source;
};
using OutlookPriors = std::vector<OutlookPrior>;

inline constexpr const char* kWantedPriors[] = {"leave_share",      "days",         "cross_share", "weight_conflict",
                                                "weight_contested", "weight_alert", "background"};

// Rows that may be missing, and what is none without them.
inline constexpr std::pair<const char*, const char*> kOptionalPriors[] = {
    {"cross_distance", "log odds of crossing lost with each 100 km to an open crossing"},
    {"cross_region", "sd of a region's own log odds of crossing: access, direction, ties"},
    {"return_month", "part of those away who go back in 30 days where there is no exposure"},
    {"inside_near", "km with which those who stay in the country thin out by a factor e"}};

// None if the folder has no such file. P602: a name that no model knows, a scale that is neither even nor log, a range
// that is none.
[[nodiscard]] OutlookPriors read_priors(const std::filesystem::path& folder, Problems& problems);

[[nodiscard]] const OutlookPrior* find_prior(const OutlookPriors& priors, std::string_view name);  // or null
[[nodiscard]] double draw_from(const OutlookPrior& prior, Random& random);

// Of the ranges: those that nobody has counted (their source begins with "judgement", P631); of the optional names:
// those without a row (P634).
[[nodiscard]] std::vector<Problem> judgements(const OutlookPriors& priors);
[[nodiscard]] std::vector<Problem> missing_ranges(const OutlookPriors& priors, const std::vector<std::string>& names);

}  // namespace passage::displacement
