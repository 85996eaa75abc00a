// passage verify PLAN --case CASE: does the plan keep the rules of its case, and prove its figures?
#include "cli/verify_plan.h"

#include <optional>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "casefile/read_case.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "core/error.h"
#include "core/measure.h"
#include "core/text.h"
#include "plan/as_written.h"
#include "plan/store.h"
#include "scenario/case.h"
#include "verify/not_proved.h"
#include "verify/verify.h"

namespace passage::cli {
namespace {

nlohmann::ordered_json answer(const verify::Verdict& verdict, const plan::Plan& plan,
                              const std::vector<std::string>& unknown, double seconds) {
  const bool accepted = verdict.status == verify::Status::kAccepted;
  nlohmann::ordered_json out;
  out["accepted"] = accepted;
  out["violations"] = nlohmann::ordered_json::array();
  for (const verify::Violation& violation : verdict.violations) {
    out["violations"].push_back({{"rule", violation.rule}, {"what", violation.text}});
  }
  out["violations_not_listed"] = verdict.unlisted;
  const auto names = [](std::span<const verify::Columns> all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const verify::Columns& of : all)
      for (const std::string& column : of.columns) list.push_back(of.table + "." + column);
    return list;
  };
  out["not_proved"] = names(verify::not_proved());
  out["chosen"] = names(verify::chosen());
  out["not_of_the_plan"] = unknown;
  out["people"] = verdict.people.count();
  out["safe"] = verdict.safe.count();
  out["upper_bound"] = verdict.upper_bound.count();
  out["flows"] = plan.flows.size();
  out["orders"] = plan.orders.size();
  out["legs"] = plan.legs.size();
  out["labels"] = plan.labels.size();
  out["seconds"] = seconds;
  out["peak_bytes"] = peak_bytes();
  return out;
}

// What no check reads, as it stands beside what was checked.
void add_altered(verify::Verdict& verdict, const std::vector<std::string>& altered) {
  for (const std::string& text : altered) {
    verdict.status = verify::Status::kRejected;
    if (verdict.violations.size() < verify::Findings::kListed)
      verdict.violations.push_back({"file", text});
    else
      ++verdict.unlisted;
  }
}

// Nothing of it was checked, whatever the verdict.
void warn_of(const std::string& file, const std::vector<std::string>& unknown) {
  for (const std::string& what : unknown)
    fmt::print(stderr, "warning: {}: {} is not of the plan, and was not checked\n", file, what);
}

void check_demand(const plan::Plan& plan, const std::string& people) {
  for (const auto& [path, sha256] : plan.provenance.inputs) {
    if (!path.starts_with("demand:") || !people.empty()) continue;
    throw InputError({.code = "P005",
                      .problem = fmt::format("the plan was made for the people of {}", path.substr(7)),
                      .why = "not for those of the case",
                      .where = "command line",
                      .suggestion = "passage verify PLAN --case CASE --demand " + path.substr(7)});
  }
}

}  // namespace

int verify_plan_command(const VerifyPlan& command) {
  const Stopwatch watch;
  std::optional<Progress> progress;
  progress.emplace("verifying", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  const jobs::Task task = progress->task();
  const plan::Plan plan = plan::read_plan(command.file, task.part(0, 0.5));
  check_demand(plan, command.people);
  // The case as it was planned: the same round, the same terms taken as in force.
  const scenario::Case c = casefile::read_case(command.case_path,
                                               {.round = plan.round_id,
                                                .assume = plan.provenance.assumed,
                                                .without = plan.provenance.without,
                                                .people_file = command.people},
                                               jobs::Task());
  verify::Verdict verdict = verify::verify_plan(c, plan, task.part(0.6, 1));
  geodata::Differences file;  // what a rejected plan shows does not matter
  if (verdict.status == verify::Status::kAccepted) file = plan::as_written(command.file, plan);
  add_altered(verdict, file.altered);
  progress.reset();
  const bool accepted = verdict.status == verify::Status::kAccepted;
  warn_of(command.file, file.unknown);
  if (command.json) {
    print_json(answer(verdict, plan, file.unknown, watch.seconds()).dump(2));
  } else if (accepted) {
    fmt::print("accepted: {} safe, at most {} can be\n", grouped(verdict.safe.count()),
               grouped(verdict.upper_bound.count()));
    if (!command.quiet) fmt::print(stderr, "{}\n", verify::not_proved_line());
  } else {
    const verify::Violation& first = verdict.violations.front();
    fmt::print("rejected: {}: {}\n", first.rule, first.text);
    const auto others = static_cast<std::int64_t>(verdict.violations.size()) - 1 + verdict.unlisted;
    if (others > 0 && !command.quiet) fmt::print(stderr, "and {} more: --json lists them\n", grouped(others));
  }
  return accepted ? kExitDone : kExitNo;
}

}  // namespace passage::cli
