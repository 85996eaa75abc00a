// Rounds of talks, and what changed between two of them, as pages.
#pragma once

#include <string>
#include <vector>

#include "answers/rounds.h"

namespace passage::publish {

// 80 columns at most.
[[nodiscard]] std::string rounds_page(const std::vector<scenario::Case>& rounds,
                                      const std::vector<answers::Outcome>& outcomes);
[[nodiscard]] std::string change_page(const scenario::Case& before, const scenario::Case& after,
                                      const answers::RoundChange& change);

}  // namespace passage::publish
