// What terms are worth: how many more people are safe by the end of the case if one is granted, everything
// else as it is (docs/methods/worth.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "answers/outcome.h"
#include "scenario/case.h"

namespace passage::answers {

using scenario::Case;
using scenario::TermId;

struct TermWorth {
  TermId term;
  std::vector<std::string> grants_needed = {};  // parties; empty: it is in force, and its worth is what its loss costs
  // From the cut alone: no plan with the term brings out more than this above the plan without it.
  Persons at_most = {};
  // By planning again: people, hours earlier of those safe in both, gap of that plan. None unless asked for.
  std::optional<Persons> exact = {};
  std::optional<double> hours_earlier = {};
  double gap = 0;
};

struct Worths {
  Outcome base;
  std::vector<TermWorth> terms;  // most people first, then most hours, then by at_most and id
};

}  // namespace passage::answers
