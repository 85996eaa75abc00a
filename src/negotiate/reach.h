// A smallest set of concessions that brings a share of the people out by a given time, with proof
// (docs/methods/worth.md): a master problem over the terms (fewest.h), a plan for each set it names,
// and from each plan's labels one more condition that every good set fulfils.
#pragma once

#include <optional>
#include <vector>

#include "negotiate/outcome.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;
using scenario::TermId;

enum class ReachStatus {
  kReached,     // with `terms`; at_least says whether fewer could do
  kImpossible,  // proved: no set of these terms does
  kNotFound,    // no plan that was found does, but some bounds allow it
  kStopped,     // interrupted, or more than most_plans
};

struct Reach {
  ReachStatus status = ReachStatus::kStopped;
  Persons target, movable;    // movable: people less those who stay
  std::vector<TermId> asked;  // the terms it chose from
  std::vector<TermId> terms;  // kReached: in the case's order
  Persons safe, upper_bound;  // of the plan with them; of the best plan met, where nothing reaches the target
  std::size_t at_least = 0;   // proved: fewer terms than this can't do it
  std::size_t plans = 0, conditions = 0;
};

struct ReachOptions {
  PlanOptions plan;
  Rational share{1};         // of the people who move, (0, 1]
  std::vector<TermId> also;  // terms of the planned round that may be asked for besides the open ones
  std::size_t most_plans = 500;
};

// By the end of the case (ending_at gives it another).
[[nodiscard]] Reach reach(const Case& c, const ReachOptions& options);

// 80 columns at most.
[[nodiscard]] std::string reach_page(const Case& c, const Reach& reach);

}  // namespace passage::negotiate
