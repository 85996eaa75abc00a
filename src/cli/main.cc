// passage: the program. Parses the command line, runs one verb, turns InputError into exit code 2.
#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cli/command.h"
#include "core/error.h"
#include "core/progress.h"
#include "core/version.h"

namespace passage::cli {
namespace {

std::multimap<int, AddVerb>& verbs() {
  static std::multimap<int, AddVerb> all;
  return all;
}

void on_interrupt(int) {
  stop_requested().store(true);
}

int usage_error(const CLI::App& program, const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  Problem problem{.code = "P005", .problem = error.what(), .where = "command line"};
  if (argc > 1 && argv[1][0] != '-' && std::find(names.begin(), names.end(), argv[1]) == names.end()) {
    problem.problem = fmt::format("there is no verb \"{}\"", argv[1]);
    problem.suggestion = did_you_mean(argv[1], names);
  }
  if (problem.suggestion.empty()) problem.suggestion = "passage -h lists the verbs, passage VERB -h its options";
  fmt::print(stderr, "{}", render({problem}));
  return kExitInput;
}

int run_program(int argc, char** argv) {
  CLI::App program("passage: plans humanitarian corridors, with proof of how good the plan is", "passage");
  program.set_version_flag("--version", fmt::format("passage {}", version()));
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
  std::signal(SIGINT, on_interrupt);
  try {
    return run();
  } catch (const InputError& error) {
    fmt::print(stderr, "{}", render(error.problems()));
    return kExitInput;
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
  } catch (const std::exception& error) {
    fmt::print(stderr, "internal error: {}\n", error.what());
    return passage::cli::kExitInternal;
  }
}
