// passage rounds CASE [A B]: what changed between rounds, by term and by district.
#include <memory>

#include <fmt/format.h>

#include "answers/json.h"
#include "casefile/read_case.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "negotiate/rounds.h"
#include "publish/rounds_page.h"

namespace passage::cli {
namespace {

using scenario::Case;

struct RoundsCommand {
  std::string directory, before, after;
  bool json = false;
};

int all_rounds(const RoundsCommand& command) {
  const Case c = casefile::read_case(command.directory, {}, jobs::Task());
  std::vector<Case> rounds;
  for (const scenario::RoundId id : answers::by_date(c.agreement)) {
    rounds.push_back(casefile::read_case(command.directory, {.round = c.agreement.rounds[id].id}, jobs::Task()));
  }
  if (rounds.empty()) {
    throw InputError(Problem{.code = "P110",
                             .problem = "the case has no agreement, so there are no rounds to compare",
                             .where = command.directory,
                             .suggestion = "agreement in [files] of case.toml names it"});
  }
  std::vector<answers::Outcome> outcomes(rounds.size());
  const jobs::Task task;
  const AnswerSoFar so_far(task);
  task.in_parallel(rounds.size(),
                   [&](std::size_t i) { outcomes[i] = answers::outcome_of(planner::make_plan(rounds[i], {}, task)); });
  if (command.json) {
    print_json(answers::json_of(rounds, outcomes).dump(2));
  } else {
    fmt::print("{}", publish::rounds_page(rounds, outcomes));
    if (rounds.size() > 1) {
      fmt::print("\npassage rounds {} A B says what changed from round A to round B.\n", command.directory);
    } else {
      fmt::print("\nThe agreement has one round: there is nothing to compare it with.\n");
    }
  }
  return task.cancelled() ? kExitInterrupted : kExitDone;
}

int run_rounds(const RoundsCommand& command) {
  if (command.before.empty()) return all_rounds(command);
  const Case before = casefile::read_case(command.directory, {.round = command.before}, jobs::Task());
  const Case after = casefile::read_case(command.directory, {.round = command.after}, jobs::Task());
  const jobs::Task task;
  const AnswerSoFar so_far(task);
  const answers::RoundChange change = negotiate::change_between(before, after, {}, task);
  if (command.json) {
    print_json(answers::json_of(before, after, change).dump(2));
  } else {
    fmt::print("{}", publish::change_page(before, after, change));
  }
  return task.cancelled() ? kExitInterrupted : kExitDone;
}

void add_rounds(CLI::App& program, Run& run) {
  auto command = std::make_shared<RoundsCommand>();
  CLI::App* verb = program.add_subcommand("rounds", "what changed between rounds, by term and by district");
  verb->footer("passage rounds CASE\npassage rounds CASE second third\npassage rounds CASE second third --json");
  verb->add_option("CASE", command->directory, "folder of the case")->required();
  CLI::Option* a = verb->add_option("A", command->before, "the round before (none: a table of all rounds)");
  CLI::Option* b = verb->add_option("B", command->after, "the round after");
  a->needs(b);
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->callback([command, &run] { run = [command] { return run_rounds(*command); }; });
}

const Verb kRounds{21, add_rounds};

}  // namespace
}  // namespace passage::cli
