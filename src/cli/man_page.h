// The program's own help as manual pages and as completion for shells, so that there is one text to keep right.
#pragma once

#include <string>

#include "cli/command.h"

namespace passage::cli {

// troff (man macros) of passage(1), which lists the verbs. `program` is the root with all verbs added.
[[nodiscard]] std::string man_page(const CLI::App& program);

// troff of passage-VERB(1): usage, arguments, options by group, exit codes.
[[nodiscard]] std::string man_page(const CLI::App& program, const CLI::App& verb);

// A script that bash sources, or that zsh autoloads as _passage: verbs, options of each verb, files.
[[nodiscard]] std::string bash_completion(const CLI::App& program);
[[nodiscard]] std::string zsh_completion(const CLI::App& program);

}  // namespace passage::cli
