// passage worth CASE: what each term that is not yet agreed would bring out, and who must grant it.
#include <memory>

#include <fmt/format.h>

#include "answers/json.h"
#include "casefile/read_case.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "cli/progress.h"
#include "negotiate/reach.h"
#include "negotiate/worth.h"
#include "publish/reach_page.h"
#include "publish/worth_page.h"
#include "scenario/moment.h"

namespace passage::cli {
namespace {

using scenario::Case;

struct WorthCommand {
  std::string directory, round, reach, by;
  std::vector<std::string> assume, also;
  bool json = false, quick = false, quiet = false;
};

// InputError P110 unless each is a term of the planned round.
std::vector<scenario::TermId> terms_named(const Case& c, const std::vector<std::string>& names) {
  std::vector<scenario::TermId> out;
  std::vector<std::string> known;
  for (const scenario::Term& term : c.agreement.terms)
    if (term.round == c.agreement.planned) known.push_back(term.id);
  for (const std::string& name : names) {
    for (const scenario::TermId id : c.agreement.terms.ids()) {
      const scenario::Term& term = c.agreement.terms[id];
      if (term.round == c.agreement.planned && term.id == name) out.push_back(id);
    }
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw InputError(Problem{.code = "P110",
                             .problem = fmt::format("--also: \"{}\" is no term of the planned round", name),
                             .why = fmt::format("{} terms of it", known.size()),
                             .where = "command line",
                             .suggestion = did_you_mean(name, known)});
  }
  return out;
}

// "100%", "66.5 %". InputError P005 unless above 0 and at most 100, or where 0.95 may be 95 %.
Rational share_of(std::string text) {
  const std::string written = text;
  while (!text.empty() && (text.back() == '%' || text.back() == ' ')) text.pop_back();
  const auto percent = Rational::parse(text);
  if (percent && Rational{0} < *percent && *percent <= Rational{1} && text == written)
    throw InputError(Problem{.code = "P005",
                             .problem = fmt::format("--reach {} may be {} % or {} %", text,
                                                    (*percent * Rational{100}).to_string(), percent->to_string()),
                             .where = "command line",
                             .suggestion = fmt::format("write {}%", (*percent * Rational{100}).to_string())});
  if (percent && Rational{0} < *percent && *percent <= Rational{100}) return *percent / Rational{100};
  throw InputError(Problem{.code = "P005",
                           .problem = fmt::format("--reach: \"{}\" is no share of the people", text),
                           .where = "command line",
                           .suggestion = "above 0 % and at most 100 %, such as --reach 95%"});
}

int run_reach(const WorthCommand& command, const Case& whole) {
  const Stopwatch watch;
  const Case c = command.by.empty() ? whole : rules::ending_at(whole, scenario::moment_of(whole, command.by, "--by"));
  negotiate::ReachOptions options;
  options.share = share_of(command.reach);
  options.also = terms_named(c, command.also);
  const jobs::Task task;
  const AnswerSoFar so_far(task);
  const answers::Reach reach = negotiate::reach(c, options, task);
  if (command.json) {
    print_json(with_cost(answers::json_of(c, reach), watch).dump(2));
  } else {
    fmt::print("{}", publish::reach_page(c, reach));
  }
  if (task.cancelled()) return kExitInterrupted;
  return reach.status == answers::ReachStatus::kReached ? kExitDone : kExitNo;
}

int run_worth(const WorthCommand& command) {
  const Stopwatch watch;
  const Case c =
      casefile::read_case(command.directory, {.round = command.round, .assume = command.assume}, jobs::Task());
  if (!command.reach.empty()) return run_reach(command, c);
  Progress progress("planning with each term", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  negotiate::WorthOptions options;
  options.also = terms_named(c, command.also);
  options.exact = command.quick ? negotiate::Exact::kNo : negotiate::Exact::kYes;
  const jobs::Task task = progress.task();
  const AnswerSoFar so_far(task);
  const answers::Worths worths = negotiate::worths(c, options, task);
  if (command.json) {
    print_json(with_cost(answers::json_of(c, worths), watch).dump(2));
  } else {
    fmt::print("{}", publish::worth_page(c, worths));
  }
  return task.cancelled() ? kExitInterrupted : kExitDone;
}

void add_worth(CLI::App& program, Run& run) {
  auto command = std::make_shared<WorthCommand>();
  CLI::App* verb = program.add_subcommand("worth", "what each term still open would bring out, and who must grant it");
  verb->footer(
      "passage worth CASE\npassage worth CASE --also TERM\npassage worth CASE --reach 100% --by 2022-03-08T18:00");
  verb->add_option("CASE", command->directory, "folder of the case")->required();
  verb->add_option("--also", command->also, "what a term that is in force holds; may be repeated")
      ->allow_extra_args(false);
  verb->add_option("--round", command->round, "of this round (default: the last one)");
  verb->add_option("--assume", command->assume, "take this term as in force; may be repeated")->allow_extra_args(false);
  CLI::Option* reach = verb->add_option("--reach", command->reach, "the fewest terms that bring out this share: 100%");
  verb->add_option("--by", command->by, "local time, for --reach (default: the end of the case)")->needs(reach);
  verb->add_flag("--quick", command->quick, "bounds only, from one plan: no planning with each term")->excludes(reach);
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_flag("-q,--quiet", command->quiet, "no progress");
  verb->callback([command, &run] { run = [command] { return run_worth(*command); }; });
}

const Verb kWorth{20, add_worth};

}  // namespace
}  // namespace passage::cli
