// passage rounds CASE [A B]: what changed between rounds, by term and by district.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "casefile/read_case.h"
#include "cli/command.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "negotiate/rounds.h"
#include "publish/rounds_page.h"

namespace passage::cli {
namespace {

using nlohmann::ordered_json;
using scenario::Case;

struct RoundsCommand {
  std::string directory, before, after;
  bool json = false;
};

const scenario::Round& round_of(const Case& c) {
  return c.agreement.rounds[c.agreement.planned];
}

ordered_json answer(const answers::RoundChange& change, const Case& before, const Case& after) {
  static constexpr const char* kFates[] = {"kept", "added", "dropped"};
  const auto side = [](const Case& c, const answers::Outcome& o) {
    return ordered_json{{"round", round_of(c).id},
                        {"people", o.people.count()},
                        {"safe", o.safe.count()},
                        {"upper_bound", o.upper_bound.count()},
                        {"gap", o.gap}};
  };
  ordered_json out{{"before", side(before, change.before)},
                   {"after", side(after, change.after)},
                   {"more_safe", (change.after.safe - change.before.safe).count()},
                   {"hours_earlier", change.hours_earlier}};
  out["terms"] = ordered_json::array();
  for (const answers::TermChange& term : change.terms) {
    ordered_json row{{"term", term.term}, {"change", kFates[static_cast<int>(term.fate)]}, {"what", term.what}};
    row["people"] = term.people ? ordered_json(term.people->count()) : ordered_json(nullptr);
    row["hours_earlier"] = term.hours_earlier ? ordered_json(*term.hours_earlier) : ordered_json(nullptr);
    out["terms"].push_back(std::move(row));
  }
  out["districts"] = ordered_json::array();
  for (const answers::DistrictChange& row : change.districts) {
    out["districts"].push_back({{"district", row.district},
                                {"before", row.before.count()},
                                {"after", row.after.count()},
                                {"more", (row.after - row.before).count()},
                                {"hours_earlier", row.hours_earlier ? ordered_json(*row.hours_earlier) : nullptr}});
  }
  return out;
}

ordered_json answer(const std::vector<Case>& rounds, const std::vector<answers::Outcome>& outcomes) {
  ordered_json out{{"rounds", ordered_json::array()}};
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    const scenario::Round& round = round_of(rounds[i]);
    out["rounds"].push_back({{"round", round.id},
                             {"date", round.date},
                             {"people", outcomes[i].people.count()},
                             {"safe", outcomes[i].safe.count()},
                             {"upper_bound", outcomes[i].upper_bound.count()},
                             {"gap", outcomes[i].gap}});
  }
  return out;
}

int all_rounds(const RoundsCommand& command, const planner::PlanOptions& options) {
  const Case c = casefile::read_case(command.directory);
  std::vector<Case> rounds;
  for (const scenario::RoundId id : answers::by_date(c.agreement)) {
    rounds.push_back(casefile::read_case(command.directory, {.round = c.agreement.rounds[id].id}));
  }
  if (rounds.empty()) {
    throw InputError(Problem{.code = "P110",
                             .problem = "the case has no agreement, so there are no rounds to compare",
                             .where = command.directory,
                             .suggestion = "agreement in [files] of case.toml names it"});
  }
  std::vector<answers::Outcome> outcomes(rounds.size());
  const AnswerSoFar so_far;
  in_parallel(rounds.size(),
              [&](std::size_t i) { outcomes[i] = answers::outcome_of(planner::make_plan(rounds[i], options)); });
  if (command.json) {
    print_json(answer(rounds, outcomes).dump(2));
  } else {
    fmt::print("{}", publish::rounds_page(rounds, outcomes));
    if (rounds.size() > 1) {
      fmt::print("\npassage rounds {} A B says what changed from round A to round B.\n", command.directory);
    } else {
      fmt::print("\nThe agreement has one round: there is nothing to compare it with.\n");
    }
  }
  return stop_requested() ? kExitInterrupted : kExitDone;
}

int run_rounds(const RoundsCommand& command) {
  planner::PlanOptions options;
  options.stop = &stop_requested();
  if (command.before.empty()) return all_rounds(command, options);
  const Case before = casefile::read_case(command.directory, {.round = command.before});
  const Case after = casefile::read_case(command.directory, {.round = command.after});
  const AnswerSoFar so_far;
  const answers::RoundChange change = negotiate::change_between(before, after, options);
  if (command.json) {
    print_json(answer(change, before, after).dump(2));
  } else {
    fmt::print("{}", publish::change_page(before, after, change));
  }
  return stop_requested() ? kExitInterrupted : kExitDone;
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
