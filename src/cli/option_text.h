// An option's value as help and manual pages name it.
#pragma once

#include <string>

#include "cli/command.h"

namespace passage::cli {

// "TEXT, required", "NUMBER, 1 to 100 (default 2)", "bash|zsh"; empty for one that takes no value.
[[nodiscard]] std::string value_text(const CLI::Option& option);

}  // namespace passage::cli
