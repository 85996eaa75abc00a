// What changed between two rounds of talks: by term and by district, in people and hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "answers/outcome.h"
#include "scenario/case.h"

namespace passage::answers {

// Terms in force of two rounds are the same if they are of one kind, about the same road, refuge or
// corridor (the same roads), and say the same.
enum class Fate { kKept, kAdded, kDropped };

struct TermChange {
  Fate fate = Fate::kKept;
  std::string term, what;  // of the later round; of the earlier one if dropped
  // Of a term added: what the later round would lose without it; of one dropped: what the earlier one would.
  std::optional<Persons> people;
  std::optional<double> hours_earlier;  // of those safe with it and without it
};

struct DistrictChange {
  std::string district;
  Persons before, after;                // safe
  std::optional<double> hours_earlier;  // by the last arrival of each one's order; none unless some are safe in both
};

struct RoundChange {
  Outcome before, after;
  double hours_earlier = 0;  // of those safe in both
  std::vector<TermChange> terms;
  std::vector<DistrictChange> districts;  // those that change, largest change first
};

// The rounds of an agreement by date, then as the file has them.
[[nodiscard]] std::vector<scenario::RoundId> by_date(const scenario::Agreement& agreement);

}  // namespace passage::answers
