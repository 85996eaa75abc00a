// passage: the program. Parses the command line, runs one verb, turns InputError into exit code 2.
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <new>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "answers/problems_json.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "cli/option_text.h"
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
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string value = value_text(*option);
    return value.empty() ? "" : " " + value;
  }
};

std::string near_name(const std::string& wrong, const std::vector<std::string>& names) {
  return wrong.empty() ? "" : did_you_mean(wrong, names);
}

// Where no verb is known, or something stands before it.
Problem verb_problem(const std::vector<std::string>& names, const std::vector<std::string>& arguments) {
  Problem problem{.code = "P005", .problem = "no verb is given", .where = "command line"};
  if (!arguments.empty()) {
    const std::string& first = arguments[0];
    const auto is_verb = [&](const std::string& text) {
      return std::find(names.begin(), names.end(), text) != names.end();
    };
    const auto verb = std::find_if(arguments.begin(), arguments.end(), is_verb);
    problem.problem = fmt::format("there is no {} \"{}\"", first.starts_with('-') ? "option" : "verb", first);
    problem.suggestion =
        near_name(first, first.starts_with('-') ? std::vector<std::string>{"--help", "--version"} : names);
    if (verb != arguments.end())
      problem.suggestion = first == "help" ? fmt::format("passage {} -h", *verb)
                                           : fmt::format("the verb comes first: passage {} {}", *verb, first);
  }
  if (problem.suggestion.empty()) problem.suggestion = "passage -h lists the verbs, passage VERB -h its options";
  return problem;
}

// What a verb was given and does not know.
Problem extra_problem(const CLI::App& verb, const std::string& extra) {
  const bool option = extra.starts_with('-');
  Problem problem{.code = "P005",
                  .problem = fmt::format("passage {} {} \"{}\"", verb.get_name(),
                                         option ? "has no option" : "does not expect", extra),
                  .where = "command line"};
  std::vector<std::string> options;
  for (const CLI::Option* known : verb.get_options())
    for (const std::string& name : known->get_lnames()) options.push_back("--" + name);
  const CLI::Option* output = verb.get_option_no_throw("--output");
  if (option)
    problem.suggestion = near_name(extra, options);
  else if (output != nullptr && output->count() == 0 && extra.find('.') != std::string::npos)
    problem.suggestion = fmt::format("what is written is named by -o {}", extra);
  if (problem.suggestion.empty()) problem.suggestion = fmt::format("passage {} -h", verb.get_name());
  return problem;
}

// What CLI11 found wrong with the command line, in our words.
int usage_error(const CLI::App& program, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  std::vector<std::string> names;
  const CLI::App* chosen = nullptr;
  for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(verb->get_name());
    if (verb->parsed()) chosen = verb;
  }
  Problem problem{.code = "P005", .problem = error.what(), .where = "command line"};
  if (chosen == nullptr || arguments[0] != chosen->get_name()) {
    problem = verb_problem(names, arguments);
  } else if (const std::vector<std::string> extra = chosen->remaining(); !extra.empty()) {
    problem = extra_problem(*chosen, extra.front());
  } else {
    problem.suggestion = fmt::format("passage {} -h", chosen->get_name());
  }
  fmt::print(stderr, "{}", render({problem}));
  return kExitInput;
}

[[noreturn]] void refuse_value(const CLI::App& verb, std::string what, std::string why = {}) {
  throw InputError({.code = "P005",
                    .problem = std::move(what),
                    .why = std::move(why),
                    .where = "command line",
                    .suggestion = fmt::format("passage {} -h", verb.get_name())});
}

// An empty text names no file, no term and no time. "nan" and "inf" are read as numbers and pass every range.
void expect_meant(const CLI::App& verb, const CLI::Option& option) {
  const bool number = option.get_type_name().find("FLOAT") != std::string::npos;
  for (const std::string& value : option.results()) {
    if (trimmed(value).empty()) refuse_value(verb, fmt::format("{} is given an empty text", option.get_name()));
    if (number && !std::isfinite(std::strtod(value.c_str(), nullptr)))
      refuse_value(verb, fmt::format("{} is given \"{}\", which is no number", option.get_name(), value));
  }
}

// What is read may not be replaced by what is made of it.
void expect_output_apart(const CLI::App& verb, const CLI::Option& option) {
  const CLI::Option* output = verb.get_option_no_throw("--output");
  if (output == nullptr || output == &option) return;
  for (const std::string& written : output->results())
    for (const std::string& read : option.results()) {
      std::error_code not_there;
      if (std::filesystem::equivalent(read, written, not_there))
        refuse_value(verb, fmt::format("{} is read and cannot be the output too", read), "it would be replaced");
    }
}

void expect_sound(const CLI::App& program) {
  for (const CLI::App* verb : program.get_subcommands())
    for (const CLI::Option* option : verb->get_options()) {
      expect_meant(*verb, *option);
      expect_output_apart(*verb, *option);
    }
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
    return usage_error(program, error, {argv + 1, argv + argc});
  }
  const bool json = wants_json(program);
  const auto refuse = [json](const std::vector<Problem>& problems) {
    if (json) print_json(answers::refusal_json(problems));
    std::fputs(render(problems).c_str(), stderr);  // and if it can't be told, the code says it
    return kExitInput;
  };
  prepare_endings(json);
  try {
    expect_sound(program);
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
    if (std::ferror(stdout) != 0) return delivered(kExitInput);
    if (std::ferror(stderr) != 0) return kExitInput;
    throw;
  }
}

}  // namespace

Verb::Verb(int order, AddVerb add) {
  verbs().emplace(order, add);
}

void print_json(const std::string& text) {
  fmt::print("{}\n", text);
}

nlohmann::ordered_json with_cost(nlohmann::ordered_json answer, const Stopwatch& watch) {
  answer["seconds"] = watch.seconds();
  answer["peak_bytes"] = peak_bytes();
  return answer;
}

}  // namespace passage::cli

int main(int argc, char** argv) {
  try {
    return passage::cli::run_program(argc, argv);
  } catch (const std::bad_alloc&) {
    passage::cli::end_without_memory();
  } catch (const std::exception& error) {
    if (passage::cli::is_want_of_memory(error)) passage::cli::end_without_memory();
    fmt::print(stderr, "internal error: {}\n", error.what());
    return passage::cli::kExitInternal;
  }
}
