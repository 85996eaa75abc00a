// A smallest set of concessions that brings a share of the people out by a given time, with proof
// (docs/methods/worth.md): a master problem over the terms (fewest.h), a plan for each set it names,
// and from each plan's cut times one more condition that every good set fulfils.
#pragma once

#include <vector>

#include "answers/reach.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;
using scenario::TermId;

struct ReachOptions {
  PlanOptions plan{};
  Rational share{1};           // of the people who move, (0, 1]
  std::vector<TermId> also{};  // terms of the planned round that may be asked for besides the open ones
  std::size_t most_plans = 500;
};

// By the end of the case (ending_at gives it another).
[[nodiscard]] answers::Reach reach(const Case& c, const ReachOptions& options, const jobs::Task& task);

}  // namespace passage::negotiate
