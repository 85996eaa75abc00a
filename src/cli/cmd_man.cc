// passage man [VERB], passage completion SHELL: the program's help as manual pages and as completion.
#include <filesystem>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/man_page.h"
#include "core/error.h"
#include "core/file.h"
#include "core/text.h"

namespace passage::cli {
namespace {

std::vector<const CLI::App*> verbs_of(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

// Every page as a file, as `cmake --install` puts them where man looks.
int write_man(const CLI::App& program, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  write_file(folder / "passage.1", man_page(program), Overwrite::kReplace);
  for (const CLI::App* verb : verbs_of(program))
    write_file(folder / fmt::format("passage-{}.1", verb->get_name()), man_page(program, *verb), Overwrite::kReplace);
  return kExitDone;
}

int print_man(const CLI::App& program, const std::string& name) {
  if (name.empty()) {
    fmt::print("{}", man_page(program));
    return kExitDone;
  }
  std::vector<std::string> names;
  for (const CLI::App* verb : verbs_of(program)) {
    if (verb->get_name() == name) {
      fmt::print("{}", man_page(program, *verb));
      return kExitDone;
    }
    names.push_back(verb->get_name());
  }
  const std::string help = did_you_mean(name, names);
  throw InputError(Problem{.code = "P005",
                           .problem = fmt::format("there is no verb \"{}\"", name),
                           .where = "command line",
                           .suggestion = help.empty() ? "passage -h lists the verbs" : help});
}

int print_completion(const CLI::App& program, const std::string& shell) {
  fmt::print("{}", shell == "zsh" ? zsh_completion(program) : bash_completion(program));
  return kExitDone;
}

struct ManOptions {
  std::string verb, folder, shell;
};

void add_man(CLI::App& program, Run& run) {
  auto o = std::make_shared<ManOptions>();
  CLI::App* man = program.add_subcommand("man", "the manual page of passage or of one verb, as man reads it");
  man->footer("passage man plan | man -l -\npassage man > passage.1");
  man->add_option("VERB", o->verb, "of this verb (default: of the program)");
  man->add_option("-o,--output", o->folder, "writes the pages of all verbs into this folder");
  man->callback([o, &program, &run] {
    run = [o, &program] { return o->folder.empty() ? print_man(program, o->verb) : write_man(program, o->folder); };
  });

  CLI::App* completion = program.add_subcommand("completion", "completion of verbs and options for a shell");
  completion->footer("source <(passage completion bash)\npassage completion zsh > ~/.zfunc/_passage");
  completion->add_option("SHELL", o->shell, "bash or zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
  completion->callback([o, &program, &run] { run = [o, &program] { return print_completion(program, o->shell); }; });
}

const Verb kMan{95, add_man};

}  // namespace
}  // namespace passage::cli
