// passage new DIR: a small case with comments, or an example, to start from.
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command.h"
#include "cli/examples.h"
#include "core/error.h"

namespace passage::cli {
namespace {

struct NewCommand {
  std::string directory, example = kStarter;
};

int run_new(const NewCommand& command) {
  if (std::filesystem::exists(command.directory))
    throw InputError({.code = "P003",
                      .problem = fmt::format("{} is there already", command.directory),
                      .where = command.directory,
                      .suggestion = "give another name: a case is never replaced"});
  write_example(command.example, command.directory);
  fmt::print("wrote {0}: passage check {0}\n", command.directory);
  return kExitDone;
}

void add_new(CLI::App& program, Run& run) {
  auto command = std::make_shared<NewCommand>();
  CLI::App* verb = program.add_subcommand("new", "writes a commented case to start from");
  verb->footer("passage new my-case\npassage new my-case --example zaporizhzhia-2022");
  verb->add_option("DIR", command->directory, "folder to make")->required();
  verb->add_option("--example", command->example, fmt::format("which: {}", fmt::join(example_names(), ", ")))
      ->capture_default_str();
  verb->callback([command, &run] { run = [command] { return run_new(*command); }; });
}

const Verb kNew{10, add_new};

}  // namespace
}  // namespace passage::cli
