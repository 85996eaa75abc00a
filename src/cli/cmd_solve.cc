// passage solve FILE: who can be made safe how soon, and the proof.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/ending.h"
#include "cli/progress.h"
#include "core/file.h"
#include "core/measure.h"
#include "core/text.h"
#include "flow/check.h"
#include "flow/fot.h"
#include "flow/solution_text.h"
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

double curve_gap(const solver::Solved& solved) {
  Int128 safe = 0, most = 0;
  for (const flow::Amount amount : solved.safe_by) safe += amount;
  for (const flow::Amount amount : solved.at_most) most += amount;
  return share(most - safe, most);
}

solver::Solved solve_shown(const flow::Problem& problem, const SolveCommand& command) {
  Progress progress("solve", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  const jobs::Task task = progress.task();
  const AnswerSoFar so_far(task);
  return solver::solve(problem, {}, task);
}

nlohmann::ordered_json answer(const flow::Problem& problem, const solver::Solved& solved, const flow::Verdict& verdict,
                              const SolveCommand& command) {
  nlohmann::ordered_json out;
  const flow::Amount bound = solved.at_most.back();
  out["people"] = flow::people(problem);
  out["safe"] = solved.solution.safe;
  out["sum_arrivals"] = narrow(solved.solution.sum);
  out["last_arrival"] = nullptr;
  if (solved.solution.last >= 0) out["last_arrival"] = solved.solution.last;
  out["upper_bound"] = bound;
  out["gap"] = share(bound - solved.solution.safe, bound);
  out["curve_gap"] = curve_gap(solved);
  out["certificate"] = {{"accepted", verdict.status == flow::VerdictStatus::kAccepted},
                        {"kind", flow::name_of(solved.certificate.kind)}};
  if (command.curve) {
    out["safe_by"] = solved.safe_by;
    out["at_most"] = solved.at_most;
  }
  return out;
}

void print_page(const nlohmann::ordered_json& out, const SolveCommand& command) {
  const auto figure = [&](const char* key) { return grouped(out[key].get<std::int64_t>()); };
  fmt::print("people        {}\n", figure("people"));
  fmt::print("safe          {}\n", figure("safe"));
  fmt::print("sum arrivals  {}\n", figure("sum_arrivals"));
  fmt::print("last arrival  {}\n", out["last_arrival"].is_null() ? "-" : figure("last_arrival"));
  fmt::print("upper bound   {} (gap {:.2f} %, curve gap {:.2f} %)\n", figure("upper_bound"),
             100 * out["gap"].get<double>(), 100 * out["curve_gap"].get<double>());
  fmt::print("certificate   {}, {}\n", out["certificate"]["kind"].get<std::string>(),
             out["certificate"]["accepted"].get<bool>() ? "accepted" : "rejected");
  if (!command.curve) return;
  fmt::print("step safe_by at_most\n");
  for (std::size_t t = 0; t < out["safe_by"].size(); ++t)
    fmt::print("{} {} {}\n", t, out["safe_by"][t].get<std::int64_t>(), out["at_most"][t].get<std::int64_t>());
}

int run_solve(const SolveCommand& command) {
  const Stopwatch watch;
  // Before the work, so that an answer is not lost for a name that is taken.
  std::optional<PendingOutput> output;
  if (!command.output.empty())
    output.emplace(command.output, command.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  const flow::Problem problem = flow::read_fot(command.file);
  const solver::Solved solved = [&] {
    try {
      return solve_shown(problem, command);
    } catch (const InputError& error) {  // the solver does not know what the problem was read from
      std::vector<Problem> problems = error.problems();
      for (Problem& one : problems) one.where = command.file;
      throw InputError(std::move(problems));
    }
  }();
  const flow::Verdict verdict = flow::check(problem, solved.solution, solved.certificate);
  if (verdict.status == flow::VerdictStatus::kRejected)
    throw std::runtime_error("the solution does not pass its own check: " + verdict.violation);
  nlohmann::ordered_json out = answer(problem, solved, verdict, command);
  if (output) {
    write_file(output->path(), flow::write_solution(problem, solved.solution, solved.certificate), Overwrite::kReplace);
    output->commit();
  }
  out["seconds"] = watch.seconds();
  out["peak_bytes"] = peak_bytes();
  command.json ? print_json(out.dump(2)) : print_page(out, command);
  return solved.status == solver::SolveStatus::kStopped ? kExitInterrupted : kExitDone;
}

void add_solve(CLI::App& program, Run& run) {
  auto command = std::make_shared<SolveCommand>();
  CLI::App* verb = program.add_subcommand("solve", "solve a flow-over-time instance (.fot), with proof");
  verb->footer(
      "passage solve grid.fot -o grid.sol\n"
      "passage solve grid.fot --curve\n"
      "passage solve grid.fot --json");
  verb->add_option("FILE", command->file, "instance (.fot)")->required();
  verb->add_option("-o,--output", command->output, "write the solution with its certificate");
  verb->add_flag("--overwrite", command->overwrite, "replace the output if it is there");
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_flag("--curve", command->curve, "people safe by each step, and the bound");
  verb->add_flag("-q,--quiet", command->quiet, "no progress");
  verb->callback([command, &run] { run = [command] { return run_solve(*command); }; });
}

const Verb kSolve{60, add_solve};

}  // namespace
}  // namespace passage::cli
