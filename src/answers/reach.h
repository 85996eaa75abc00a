// A smallest set of concessions that brings a share of the people out by a given time.
#pragma once

#include <vector>

#include "scenario/case.h"

namespace passage::answers {

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

}  // namespace passage::answers
