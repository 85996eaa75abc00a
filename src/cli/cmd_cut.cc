// passage cut CASE: which roads, checkpoints and refuges hold people back at a given hour.
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "casefile/read_case.h"
#include "cli/command.h"
#include "core/progress.h"
#include "negotiate/cut.h"
#include "planner/planner.h"
#include "publish/cut_layers.h"
#include "scenario/moment.h"

namespace passage::cli {
namespace {

using answers::Hold;
using nlohmann::ordered_json;
using scenario::Case;

struct CutCommand {
  std::string directory, round, at;
  std::vector<std::string> assume, outputs;
  bool json = false, overwrite = false;
};

ordered_json answer(const Case& c, const std::vector<Hold>& holds, scenario::CaseTime at, const plan::Plan& plan) {
  ordered_json out{{"at", scenario::local_time(c, at)},
                   {"safe", plan.safe.count()},
                   {"left", plan.left.count()},
                   {"upper_bound", plan.upper_bound.count()},
                   {"holds", ordered_json::array()}};
  for (const Hold& hold : holds) {
    out["holds"].push_back({{"kind", answers::name_of(hold.kind)},
                            {"what", answers::hold_in_words(c, hold)},
                            {"term", hold.term},
                            {"state", answers::name_of(hold.state)},
                            {"from", scenario::local_time(c, hold.when.from)},
                            {"until", scenario::local_time(c, hold.when.until)},
                            {"persons_per_h", hold.persons_per_h.to_double()},
                            {"hour_at_most", hold.hour.count()}});
  }
  return out;
}

int run_cut(const CutCommand& command) {
  const Overwrite overwrite = command.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  for (const std::string& output : command.outputs) publish::expect_cut_writable(output, overwrite);
  const Case c = casefile::read_case(command.directory, {.round = command.round, .assume = command.assume});
  planner::PlanOptions options;
  options.stop = &stop_requested();
  Progress progress("planning", Progress::Mode::kShown);
  options.progress = [&](double done, const std::string& known) { progress.report(done, known); };
  std::optional<AnswerSoFar> so_far(std::in_place);
  const plan::Plan plan = planner::make_plan(c, options);
  so_far.reset();
  const std::vector<Hold> all = negotiate::holds(c, plan);
  const scenario::CaseTime at =
      command.at.empty() ? answers::hardest_hour(all, c.horizon) : scenario::moment_of(c, command.at, "--at");
  const std::vector<Hold> now = answers::holds_at(all, at);
  publish::write_cut(c, all, at, command.outputs, overwrite);
  if (command.json) {
    print_json(answer(c, now, at, plan).dump(2));
  } else {
    fmt::print("{}", publish::cut_page(c, now, at, plan.left - plan.unreached));
    for (const std::string& output : command.outputs) fmt::print(stderr, "wrote {} (restricted)\n", output);
  }
  return stop_requested() ? kExitInterrupted : kExitDone;
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
