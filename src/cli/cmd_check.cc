// passage check CASE: every problem and finding of a case at once.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "answers/problems_json.h"
#include "casefile/read_case.h"
#include "cli/command.h"
#include "core/text.h"
#include "scenario/case.h"

namespace passage::cli {
namespace {

using nlohmann::json;
using scenario::Case;

struct CheckOptions {
  std::string directory;
  casefile::ReadOptions read;
  bool as_json = false, quiet = false;
};

// How many of each, as "1 problem, 2 findings".
std::string tally(const std::vector<Problem>& problems) {
  const auto count = [&](Severity severity) {
    return std::count_if(problems.begin(), problems.end(), [&](const Problem& p) { return p.severity == severity; });
  };
  const auto part = [](std::ptrdiff_t n, const char* word) { return n == 0 ? std::string{} : counted(n, word); };
  std::string out;
  for (const std::string& piece : {part(count(Severity::kError), "problem"), part(count(Severity::kWarning), "warning"),
                                   part(count(Severity::kFinding), "finding")}) {
    if (piece.empty()) continue;
    out += (out.empty() ? "" : ", ") + piece;
  }
  return out;
}

int refused(const CheckOptions& options, const InputError& error) {
  if (options.as_json) {
    print_json(answers::refusal_json(error.problems()));
  }
  fmt::print(stderr, "{}{} in {}\n", render(error.problems()), tally(error.problems()), options.directory);
  return kExitInput;
}

int check(const CheckOptions& options) {
  Case c;
  try {
    c = casefile::read_case(options.directory, options.read, jobs::Task());
  } catch (const InputError& error) {
    return refused(options, error);
  }
  std::int64_t people = 0, in_force = 0;
  for (const auto& origin : c.origins) people += origin.persons.count();
  for (const auto& term : c.agreement.terms) in_force += term.in_force ? 1 : 0;
  if (options.as_json) {
    print_json(json{{"ok", true},
                    {"case", c.id},
                    {"people", people},
                    {"origins", c.origins.size()},
                    {"refuges", c.refuges.size()},
                    {"roads", c.network.road_count()},
                    {"terms", c.agreement.terms.size()},
                    {"terms_in_force", in_force},
                    {"problems", answers::problems_json(c.findings)}}
                   .dump(2));
    return kExitDone;
  }
  if (!options.quiet) fmt::print(stderr, "{}", render(c.findings));
  const auto count_of = [](std::size_t n, const char* word) { return counted(static_cast<std::int64_t>(n), word); };
  fmt::print("ok: {}, {}, {}, {} ({} in force)\n", people_text(people), count_of(c.refuges.size(), "refuge"),
             count_of(c.network.road_count(), "road"), count_of(c.agreement.terms.size(), "term"), in_force);
  return kExitDone;
}

void add_check(CLI::App& program, Run& run) {
  static CheckOptions options;
  CLI::App* verb = program.add_subcommand("check", "reads a case and tells every problem and finding at once");
  verb->footer("passage check CASE\npassage check CASE --round second --assume TERM\npassage check CASE --json");
  verb->add_option("CASE", options.directory, "folder of the case")->required();
  verb->add_option("--round", options.read.round, "plan this round, not the last one");
  verb->add_option("--assume", options.read.assume, "take this term as in force (may be repeated)")
      ->allow_extra_args(false);
  verb->add_flag("--json", options.as_json, "the same facts as JSON");
  verb->add_flag("-q", options.quiet, "only the last line");
  verb->callback([&run] { run = [] { return check(options); }; });
}

const Verb kCheck{20, add_check};

}  // namespace
}  // namespace passage::cli
