// What changed between two rounds of talks: by term and by district, in people and hours.
#pragma once

#include "answers/rounds.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;

// The same case read for two rounds (ReadOptions::round). One plan a round, and one a term that changed.
[[nodiscard]] answers::RoundChange change_between(const Case& before, const Case& after, const PlanOptions& options,
                                                  const jobs::Task& task);

}  // namespace passage::negotiate
