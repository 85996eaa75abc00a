// What changed between two rounds of talks: by term and by district, in people and hours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "negotiate/outcome.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;
using scenario::TermId;

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

// The same case read for two rounds (ReadOptions::round). One plan a round, and one a term that changed.
[[nodiscard]] RoundChange change_between(const Case& before, const Case& after, const PlanOptions& options);

// The rounds of an agreement by date, then as the file has them.
[[nodiscard]] std::vector<scenario::RoundId> by_date(const scenario::Agreement& agreement);

// 80 columns at most.
[[nodiscard]] std::string rounds_page(const std::vector<Case>& rounds, const std::vector<Outcome>& outcomes);
[[nodiscard]] std::string change_page(const Case& before, const Case& after, const RoundChange& change);

}  // namespace passage::negotiate
