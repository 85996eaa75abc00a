// passage: the program. Parses the command line, runs one verb, turns InputError into exit code 2.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <new>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/ending.h"
#include "cli/problems_json.h"
#include "core/error.h"
#include "core/text.h"
#include "core/version.h"

namespace passage::cli {
namespace {

std::multimap<int, AddVerb>& verbs() {
  static std::multimap<int, AddVerb> all;
  return all;
}

// The commonest uses first, then what there is.
class Help : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    if (mode == CLI::AppFormatMode::Sub) return make_expanded(app);
    std::string out = app->get_description() + "\n";
    if (!app->get_footer().empty()) out += "\n";
    for (const std::string& use : split(app->get_footer(), '\n')) out += use.empty() ? "" : "  " + use + "\n";
    if (app->get_parent() != nullptr) out += "\n" + make_usage(app, name);
    return out + make_positionals(app) + make_groups(app, mode) + make_subcommands(app, mode);
  }
};

std::string near_name(const std::string& wrong, const std::vector<std::string>& names) {
  return wrong.empty() ? "" : did_you_mean(wrong, names);
}

// What CLI11 found wrong with the command line, in our words.
int usage_error(const CLI::App& program, const CLI::ParseError& error, int argc, char** argv) {
  Problem problem{.code = "P005", .problem = error.what(), .where = "command line"};
  std::vector<std::string> names;
  const CLI::App* chosen = nullptr;
  for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(verb->get_name());
    if (verb->parsed()) chosen = verb;
  }
  if (chosen == nullptr) {
    const std::string wrong = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    if (!wrong.empty()) problem.problem = fmt::format("there is no verb \"{}\"", wrong);
    if (argc == 1) problem.problem = "no verb is given";
    problem.suggestion = near_name(wrong, names);
  } else if (const std::vector<std::string> extra = chosen->remaining(); !extra.empty()) {
    std::vector<std::string> options;
    for (const CLI::Option* option : chosen->get_options())
      for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
    const bool option = extra.front().starts_with('-');
    problem.problem = fmt::format("passage {} {} \"{}\"", chosen->get_name(),
                                  option ? "has no option" : "does not expect", extra.front());
    if (option) problem.suggestion = near_name(extra.front(), options);
  }
  if (problem.suggestion.empty())
    problem.suggestion = chosen == nullptr ? "passage -h lists the verbs, passage VERB -h its options"
                                           : fmt::format("passage {} -h", chosen->get_name());
  fmt::print(stderr, "{}", render({problem}));
  return kExitInput;
}

bool wants_json(const CLI::App& program) {
  for (const CLI::App* verb : program.get_subcommands()) {
    const CLI::Option* json = verb->get_option_no_throw("--json");
    if (json != nullptr && json->count() > 0) return true;
  }
  return false;
}

// An answer that did not reach its reader is none. Nobody is told where the reader has gone on purpose (| head).
int delivered(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  if (errno == EPIPE) return kExitPipe;
  fmt::print(stderr, "{}",
             render({{.code = "P004",
                      .problem = "cannot write the answer",
                      .why = "the disk is full or a limit on the size of files is reached",
                      .where = "standard output",
                      .suggestion = "free space, or send it elsewhere"}}));
  return kExitInput;
}

int run_program(int argc, char** argv) {
  CLI::App program("passage: plans humanitarian corridors, with proof of how good the plan is", "passage");
  program.set_version_flag("--version", fmt::format("passage {}", version()));
  program.formatter(std::make_shared<Help>());
  program.footer("passage new my-case\npassage plan my-case -o plan.gpkg\npassage export plan.gpkg -o plan.html");
  program.require_subcommand(1);
  Run run;
  for (const auto& [order, add] : verbs()) add(program, run);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    return usage_error(program, error, argc, argv);
  }
  const bool json = wants_json(program);
  const auto refuse = [json](const std::vector<Problem>& problems) {
    if (json) print_json(refusal_json(problems));
    fmt::print(stderr, "{}", render(problems));
    return kExitInput;
  };
  prepare_endings(json);
  try {
    return delivered(run());
  } catch (const InputError& error) {
    return refuse(error.problems());
  } catch (const std::filesystem::filesystem_error& error) {
    return refuse({{.code = "P007",
                    .problem = fmt::format("the system refuses {}", error.path1().string()),
                    .why = error.code().message(),
                    .where = error.path1().string(),
                    .suggestion = "give another path"}});
  } catch (const std::system_error&) {
    if (std::ferror(stdout) == 0) throw;
    return delivered(kExitInput);
  }
}

}  // namespace

Verb::Verb(int order, AddVerb add) {
  verbs().emplace(order, add);
}

void print_json(const std::string& text) {
  fmt::print("{}\n", text);
}

}  // namespace passage::cli

int main(int argc, char** argv) {
  try {
    return passage::cli::run_program(argc, argv);
  } catch (const std::bad_alloc&) {
    passage::cli::end_without_memory();
  } catch (const std::exception& error) {
    fmt::print(stderr, "internal error: {}\n", error.what());
    return passage::cli::kExitInternal;
  }
}
