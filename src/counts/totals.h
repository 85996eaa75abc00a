// The words by which tables mark a row as one for all: "Both sexes", "All ages", "_T", "Total général".
#pragma once

#include <string>
#include <string_view>

namespace passage::counts {

// Its words in small letters, without accents and marks, one blank between them: " Côte-d'Ivoire*" is "cote d ivoire".
[[nodiscard]] std::string folded_words(std::string_view cell);

// Of a sex, age, origin or the like: is the row for all of them? Also where nothing stands but marks: "-", "*".
[[nodiscard]] bool means_all(std::string_view cell);

// Of a place: is it all places or a sum of some ("EU total") instead? Not where nothing but marks stands.
[[nodiscard]] bool is_total(std::string_view place);

}  // namespace passage::counts
