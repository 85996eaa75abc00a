// passage solve FILE: who can be made safe how soon, and the proof.
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "core/file.h"
#include "core/measure.h"
#include "core/progress.h"
#include "core/text.h"
#include "flow/bound.h"
#include "flow/fot.h"
#include "solver/solve.h"

namespace passage::cli {
namespace {

struct SolveCommand {
  std::string file, output;
  bool json = false, curve = false, overwrite = false, quiet = false;
};

double share(Int128 part, Int128 whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

int run_solve(const SolveCommand& command) {
  const Stopwatch watch;
  const flow::Problem problem = flow::read_fot(command.file);
  Progress progress("solve", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  solver::SolveOptions options;
  options.stop = &stop_requested();
  options.progress = [&](flow::Step theta, flow::Amount safe) {
    progress.report(static_cast<double>(theta + 1) / static_cast<double>(problem.horizon + 1),
                    fmt::format("{} safe", grouped(safe)));
  };
  const solver::Solved solved = solver::solve(problem, options);
  fmt::print("{} {} {} | {:.2f} s, {} MB, phases {} labels {} arcs {} augmentations {}\n", solved.solution.safe,
             static_cast<long long>(solved.solution.sum), solved.solution.last, watch.seconds(), peak_bytes() >> 20,
             solved.work.phases, solved.work.labels_set, solved.work.arcs_scanned, solved.work.augmentations);
  Int128 a = 0, b = 0;
  for (std::size_t t = 0; t < solved.safe_by.size(); ++t) a += solved.safe_by[t], b += solved.at_most[t];
  fmt::print("bound {} curve_gap {}\n", solved.at_most.back(), share(b - a, b));
  return kExitDone;
}

void add_solve(CLI::App& program, Run& run) {
  auto command = std::make_shared<SolveCommand>();
  CLI::App* verb = program.add_subcommand("solve", "solve a flow-over-time instance (.fot), with proof");
  verb->add_option("FILE", command->file, "instance (.fot)")->required();
  verb->callback([command, &run] { run = [command] { return run_solve(*command); }; });
}

const Verb kSolve{60, add_solve};

}  // namespace
}  // namespace passage::cli
