// passage verify FILE SOLUTION, or PLAN --case CASE: does it keep every rule and prove its figures?
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/verify_plan.h"
#include "core/error.h"
#include "core/text.h"
#include "flow/check.h"
#include "flow/fot.h"
#include "flow/solution_text.h"

namespace passage::cli {
namespace {

struct VerifyCommand {
  std::string file, solution, case_path, people;
  bool json = false, quiet = false;
};

nlohmann::ordered_json answer(const flow::Problem& problem, const flow::SolutionFile& read,
                              const flow::Verdict& verdict) {
  const bool accepted = verdict.status == flow::VerdictStatus::kAccepted;
  nlohmann::ordered_json out;
  out["accepted"] = accepted;
  out["violation"] = nullptr;
  if (!accepted) out["violation"] = verdict.violation;
  out["people"] = flow::people(problem);
  out["safe"] = read.solution.safe;
  out["sum_arrivals"] = narrow(read.solution.sum);
  out["last_arrival"] = nullptr;
  if (read.solution.last >= 0) out["last_arrival"] = read.solution.last;
  if (accepted) out["upper_bound"] = verdict.upper_bound;
  out["certificate"] = {{"accepted", accepted}, {"kind", flow::name_of(read.certificate.kind)}};
  return out;
}

int run_verify(const VerifyCommand& command) {
  if (command.solution.empty() == command.case_path.empty())
    throw InputError({.code = "P005",
                      .problem = "verify takes an instance and its SOLUTION, or a plan and its --case",
                      .where = "command line",
                      .suggestion = "passage verify FILE SOLUTION, or passage verify PLAN --case CASE"});
  if (!command.case_path.empty())
    return verify_plan_command({.file = command.file,
                                .case_path = command.case_path,
                                .people = command.people,
                                .json = command.json,
                                .quiet = command.quiet});
  if (!command.file.ends_with(".fot") && std::filesystem::is_directory(command.solution))
    throw InputError({.code = "P005",
                      .problem = "the case of a plan is named by --case",
                      .where = "command line",
                      .suggestion = fmt::format("passage verify {} --case {}", command.file, command.solution)});
  const flow::Problem problem = flow::read_fot(command.file);
  const flow::SolutionFile read = flow::read_solution(command.solution, problem);
  const flow::Verdict verdict = flow::check(problem, read.solution, read.certificate);
  const bool accepted = verdict.status == flow::VerdictStatus::kAccepted;
  if (command.json) {
    print_json(answer(problem, read, verdict).dump(2));
  } else if (accepted) {
    fmt::print("accepted: {} safe, at most {} can be ({})\n", grouped(verdict.safe), grouped(verdict.upper_bound),
               flow::name_of(read.certificate.kind));
  } else {
    fmt::print("rejected: {}\n", verdict.violation);
  }
  return accepted ? kExitDone : kExitNo;
}

void add_verify(CLI::App& program, Run& run) {
  auto command = std::make_shared<VerifyCommand>();
  CLI::App* verb =
      program.add_subcommand("verify", "check a plan against its case, or a solution of a flow-over-time instance");
  verb->footer(
      "passage verify plan.gpkg --case my-case\npassage verify grid.fot grid.sol\npassage verify plan.gpkg --case "
      "my-case --json");
  verb->add_option("FILE", command->file, "plan (.gpkg), or instance (.fot)")->required();
  verb->add_option("SOLUTION", command->solution, "of an instance: what passage solve -o wrote");
  verb->add_option("--case", command->case_path, "of a plan: its case");
  verb->add_option("--demand", command->people, "of a plan made with --demand: its people.csv");
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_flag("-q,--quiet", command->quiet, "no progress");
  verb->callback([command, &run] { run = [command] { return run_verify(*command); }; });
}

const Verb kVerify{61, add_verify};

}  // namespace
}  // namespace passage::cli
