// passage plan CASE -o plan.gpkg: who goes where when, and the proof.
#include <cstdio>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/examples.h"
#include "core/measure.h"
#include "core/progress.h"
#include "plan/answer.h"
#include "plan/page.h"
#include "plan/store.h"
#include "planner/planner.h"
#include "scenario/case.h"
#include "verify/verify.h"

namespace passage::cli {
namespace {

struct PlanCommand {
  std::string directory, round, people;
  std::vector<std::string> assume, outputs;
  double step_s = 0;
  bool json = false, quiet = false, overwrite = false, legs = false;
};

int run_plan(const PlanCommand& command) {
  const Stopwatch watch;
  for (const std::string& output : command.outputs) (void)plan::plan_format(output);  // a wrong name, before the work
  std::optional<EmbeddedCase> embedded;
  if (command.directory.empty()) {
    embedded.emplace();
    fmt::print(stderr, "no CASE given: this is the example {0} (passage new DIR --example {0} writes it)\n\n",
               kDefaultCase);
  }
  const scenario::Case c =
      scenario::read_case(embedded ? embedded->directory() : command.directory,
                          {.round = command.round, .assume = command.assume, .people_file = command.people});
  Progress progress("planning", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  planner::PlanOptions options;
  options.step = Millis{static_cast<std::int64_t>(command.step_s * 1000)};
  options.legs = command.legs ? planner::Legs::kAlways : planner::Legs::kUnlessTooMany;
  options.stop = &stop_requested();
  options.progress = [&](double done, const std::string& known) { progress.report(done, known); };
  plan::Plan plan = planner::make_plan(c, options);
  plan.provenance.assumed = command.assume;
  // Judged by code that shares nothing with the planner; a planner's own word is no check.
  plan.certificate_accepted = verify::verify_plan(c, plan).status == verify::Status::kAccepted;
  const Overwrite overwrite = command.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  for (const std::string& output : command.outputs) plan::write_plan(plan, output, overwrite);

  if (command.json) {
    print_json(plan::answer(plan, watch.seconds(), peak_bytes()).dump(2));
  } else if (command.quiet) {
    fmt::print("{}\n", plan::one_line(plan));
  } else {
    fmt::print("{}", plan::page(plan));
    fmt::print(stderr, "\n");
    if (!plan.findings.empty())
      fmt::print(stderr, "{} finding{}{}\n", plan.findings.size(), plan.findings.size() == 1 ? "" : "s",
                 embedded ? "" : ": passage check " + command.directory);
    for (const std::string& output : command.outputs) fmt::print(stderr, "wrote {} (restricted)\n", output);
    fmt::print(stderr, "{:.2f} s\n", watch.seconds());
  }
  return stop_requested() ? kExitInterrupted : kExitDone;
}

void add_plan(CLI::App& program, Run& run) {
  auto command = std::make_shared<PlanCommand>();
  CLI::App* verb = program.add_subcommand("plan", "plan a case: who leaves when, by which road, to where, with proof");
  verb->footer(
      "passage plan my-case -o plan.gpkg\n"
      "passage plan my-case --assume one-more-hour -q\n"
      "passage plan my-case --json");
  verb->add_option("CASE", command->directory,
                   fmt::format("folder of the case (default: the example {})", kDefaultCase));
  verb->add_option("-o,--output", command->outputs, "plan.gpkg, a folder NAME.csv, or plan.geojson; may be repeated");
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_option("--round", command->round, "plan for this round (default: the last one)");
  verb->add_option("--assume", command->assume, "take this term as in force; may be repeated");
  verb->add_option("--demand", command->people, "people.csv to use instead of the case's own");
  verb->add_option("--step", command->step_s, "seconds a step of the flow problem (default: by size)")
      ->check(CLI::Range(1.0, 3600.0));
  verb->add_flag("--legs", command->legs, "write all legs, however many");
  verb->add_flag("--overwrite", command->overwrite, "replace outputs that are there");
  verb->add_flag("-q,--quiet", command->quiet, "one line only");
  verb->callback([command, &run] { run = [command] { return run_plan(*command); }; });
}

const Verb kPlan{10, add_plan};

}  // namespace
}  // namespace passage::cli
