// What a term is worth: how many more people are safe by the end of the case if it is granted, everything
// else as it is (docs/methods/worth.md).
#pragma once

#include <functional>
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

struct TermWorth {
  TermId term;
  std::vector<std::string> grants_needed = {};  // parties; empty: it is in force, and its worth is what its loss costs
  // From labels alone: no plan with the term brings out more than this above the plan without it.
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

enum class Exact { kNo, kYes };

struct WorthOptions {
  PlanOptions plan;
  std::vector<TermId> also;  // of the planned round: terms in force that the case could lose
  Exact exact = Exact::kYes;
  std::function<void(double, const std::string&)> progress = {};  // share done, what is known
};

// The terms of the planned round that some party has still to accept, and no granted term replaces.
[[nodiscard]] std::vector<TermId> askable_terms(const Case& c);

// One plan, then one a term, several at once; the answer does not depend on how many.
[[nodiscard]] Worths worths(const Case& c, const WorthOptions& options);

}  // namespace passage::negotiate
