// passage cut CASE: which roads, checkpoints and refuges hold people back at a given hour.
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "answers/json.h"
#include "casefile/read_case.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "cli/progress.h"
#include "negotiate/cut.h"
#include "planner/planner.h"
#include "publish/cut_layers.h"
#include "scenario/moment.h"

namespace passage::cli {
namespace {

using answers::CutElement;
using scenario::Case;

struct CutCommand {
  std::string directory, round, at;
  std::vector<std::string> assume, outputs;
  bool json = false, overwrite = false;
};

int run_cut(const CutCommand& command) {
  const Overwrite overwrite = command.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  for (const std::string& output : command.outputs) publish::expect_cut_writable(output, overwrite);
  const Case c =
      casefile::read_case(command.directory, {.round = command.round, .assume = command.assume}, jobs::Task());
  Progress progress("planning", Progress::Mode::kShown);
  const jobs::Task task = progress.task();
  std::optional<AnswerSoFar> so_far(std::in_place, task);
  const plan::Plan plan = planner::make_plan(c, {}, task);
  so_far.reset();
  const std::vector<CutElement> all = negotiate::cut_elements(c, plan);
  const scenario::CaseTime at =
      command.at.empty() ? answers::hardest_hour(all, c.horizon) : scenario::moment_of(c, command.at, "--at");
  const std::vector<CutElement> now = answers::elements_at(all, at);
  publish::write_cut(c, all, at, command.outputs, overwrite);
  if (command.json) {
    print_json(answers::json_of(c, now, at, plan).dump(2));
  } else {
    fmt::print("{}", publish::cut_page(c, now, at, plan.left - plan.unreached));
    for (const std::string& output : command.outputs) fmt::print(stderr, "wrote {} (restricted)\n", output);
  }
  return task.cancelled() ? kExitInterrupted : kExitDone;
}

void add_cut(CLI::App& program, Run& run) {
  auto command = std::make_shared<CutCommand>();
  CLI::App* verb = program.add_subcommand("cut", "the roads, checkpoints and refuges that hold people back at an hour");
  verb->footer("passage cut CASE\npassage cut CASE --at 2022-03-05T12:00\npassage cut CASE -o cut.gpkg");
  verb->add_option("CASE", command->directory, "folder of the case")->required();
  verb->add_option("--at", command->at, "local time (default: the hour at which most people are held)");
  verb->add_option("-o,--output", command->outputs, "cut.gpkg or cut.geojson; may be repeated")
      ->allow_extra_args(false);
  verb->add_option("--round", command->round, "of this round (default: the last one)");
  verb->add_option("--assume", command->assume, "take this term as in force; may be repeated")->allow_extra_args(false);
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_flag("--overwrite", command->overwrite, "replace outputs that are there");
  verb->callback([command, &run] { run = [command] { return run_cut(*command); }; });
}

const Verb kCut{22, add_cut};

}  // namespace
}  // namespace passage::cli
