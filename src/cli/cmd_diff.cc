// passage diff A B: who gains and who loses from one plan to another.
#include <memory>

#include <fmt/format.h>

#include "answers/json.h"
#include "cli/command.h"
#include "plan/store.h"
#include "publish/difference_page.h"

namespace passage::cli {
namespace {

struct DiffOptions {
  std::string before, after;
  bool json = false;
};

int cmd_diff(const DiffOptions& options) {
  const answers::Difference d =
      answers::difference(plan::read_plan(options.before, jobs::Task()), plan::read_plan(options.after, jobs::Task()));
  if (options.json)
    print_json(answers::json_of(d).dump(2));
  else
    fmt::print("{}", publish::difference_page(d));
  return kExitDone;
}

void add_diff(CLI::App& program, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* verb = program.add_subcommand("diff", "who gains and who loses from plan A to plan B");
  verb->footer(
      "passage diff before.gpkg after.gpkg\npassage diff before.gpkg after.gpkg --json\npassage diff a.csv/ b.gpkg");
  verb->add_option("A", options->before, "the plan before (.gpkg or a folder of CSV)")->required();
  verb->add_option("B", options->after, "the plan after")->required();
  verb->add_flag("--json", options->json, "the same facts as JSON");
  verb->callback([options, &run] { run = [options] { return cmd_diff(*options); }; });
}

const Verb kDiff{60, add_diff};

}  // namespace
}  // namespace passage::cli
