// Terms, parties and rounds in words that an officer or a mediator reads.
#pragma once

#include <string>
#include <vector>

#include "scenario/case.h"

namespace passage::answers {

using scenario::Case;

// "North" open 5 Mar 12:00-13:00; r2: 3 lanes, 30 s a car; the day is left out where the case has only one.
[[nodiscard]] std::string term_in_words(const Case& c, const scenario::Term& term);

// "Party A and Party B"; ids where a party has no name.
[[nodiscard]] std::string parties_in_words(const Case& c, const std::vector<std::string>& parties);

// The round's title line and the time people count until; 80 columns at most.
[[nodiscard]] std::string heading(const Case& c, const std::string& question);

// Long names of corridors would push everything else off the line: at most `width` bytes, ".." for the rest.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t width);

}  // namespace passage::answers
