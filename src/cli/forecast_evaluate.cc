#include "cli/forecast_evaluate.h"

#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "arrivals/json.h"
#include "cli/command.h"
#include "core/file.h"
#include "outlook/json.h"
#include "publish/scores_page.h"

namespace passage::cli {

int run_evaluate_arrivals(const EvaluateArrivalsOptions& options, const jobs::Task& task) {
  std::vector<arrivals::ArrivalCrisis> crises;
  for (const std::string& directory : options.directories) {
    auto& crisis = crises.emplace_back();
    const auto folder = std::filesystem::absolute(directory).lexically_normal();
    crisis.name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    crisis.places = arrivals::read_arrivals(directory, std::numeric_limits<displacement::Day>::max());
  }
  const arrivals::ArrivalEvaluation e = arrivals::evaluate_arrivals(crises, {.seed = options.seed}, task);
  if (options.json)
    print_json(arrivals::json_of(e).dump(2));
  else
    fmt::print("{}", publish::scores_page(e, crises.size()));
  return kExitDone;
}

int run_evaluate(const EvaluateOptions& options, const jobs::Task& task) {
  std::vector<displacement::Case> cases;
  for (const std::string& directory : options.directories) {
    cases.push_back(
        displacement::read_case(directory, {.settings_file = options.settings, .days = 0, .read_until = std::nullopt}));
    if (cases.back().record.empty())
      throw InputError({.code = "P611", .problem = "the case has no record to learn from", .where = directory});
  }
  const outlook::Evaluation e = outlook::evaluate(cases, options.seed, options.members, task);
  if (!options.plot.empty())
    write_file(options.plot, publish::evaluation_chart(e),
               options.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (options.json)
    print_json(outlook::json_of(e).dump(2));
  else
    fmt::print("{}", publish::scores_page(e, cases.size()));
  return kExitDone;
}

}  // namespace passage::cli
