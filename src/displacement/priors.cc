#include "displacement/priors.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "core/file.h"
#include "displacement/dated_csv.h"

namespace passage::displacement {
namespace {

std::vector<std::string> known_names() {
  std::vector<std::string> out(std::begin(kWantedPriors), std::end(kWantedPriors));
  for (const auto& [name, what] : kOptionalPriors) out.emplace_back(name);
  return out;
}

}  // namespace

OutlookPriors read_priors(const std::filesystem::path& folder, Problems& problems) {
  OutlookPriors out;
  if (!std::filesystem::exists(folder / "priors.csv")) return out;
  const CsvTable table = parse_csv(read_file(folder / "priors.csv"), "priors.csv", problems);
  for (const CsvRow& row : table.rows) {
    expect_one_of(table, row, "name", known_names(), problems);
    expect_one_of(table, row, "scale", {"even", "log"}, problems);
    const auto low = number_in(table, row, "low", 1e9, problems), high = number_in(table, row, "high", 1e9, problems);
    if (!low || !high) continue;
    const bool logarithmic = table.cell(row, "scale") == "log";
    if (*low > *high || (logarithmic && *low <= 0))
      problems.add({.code = "P602",
                    .problem = fmt::format("the range of {} is {} to {}", table.cell(row, "name"),
                                           table.cell(row, "low"), table.cell(row, "high")),
                    .why = logarithmic ? "low above 0 and no higher than high is wanted with scale log"
                                       : "low no higher than high is wanted",
                    .where = table.where(row)});
    out.push_back(
        {std::string{table.cell(row, "name")}, *low, *high, logarithmic, std::string{table.cell(row, "source")}});
  }
  return out;
}

const OutlookPrior* find_prior(const OutlookPriors& priors, std::string_view name) {
  const auto at = std::find_if(priors.begin(), priors.end(), [&](const OutlookPrior& p) { return p.name == name; });
  return at == priors.end() ? nullptr : &*at;
}

double draw_from(const OutlookPrior& p, Random& random) {
  const double u = random.uniform();
  return p.logarithmic ? p.low * std::pow(p.high / p.low, u) : p.low + (p.high - p.low) * u;
}

std::vector<Problem> judgements(const OutlookPriors& priors) {
  std::vector<std::string> judged;
  for (const OutlookPrior& prior : priors)
    if (prior.source.rfind("judgement", 0) == 0) judged.push_back(prior.name);
  if (judged.empty()) return {};
  return {{.severity = Severity::kFinding,
           .code = "P631",
           .problem =
               fmt::format("{} of {} ranges are judgements: {}", judged.size(), priors.size(), fmt::join(judged, ", ")),
           .why = "no record of them was at hand; intervals are as wide as the ranges",
           .where = "priors.csv"}};
}

std::vector<Problem> missing_ranges(const OutlookPriors& priors, const std::vector<std::string>& names) {
  std::vector<std::string> missing;
  for (const auto& [name, what] : kOptionalPriors)
    if (std::find(names.begin(), names.end(), name) != names.end() && !find_prior(priors, name))
      missing.push_back(fmt::format("{} ({})", name, what));
  if (missing.empty()) return {};
  return {{.severity = Severity::kFinding,
           .code = "P634",
           .problem = fmt::format("there is no row {}", fmt::join(missing, ", ")),
           .why = "without it that is taken as none",
           .where = "priors.csv",
           .suggestion = "add a range that names its source"}};
}

}  // namespace passage::displacement
