// What a term is worth: how many more people are safe by the end of the case if it is granted, everything
// else as it is (docs/methods/worth.md).
#pragma once

#include <string>
#include <vector>

#include "answers/worths.h"
#include "planner/planner.h"
#include "rules/variant.h"

namespace passage::negotiate {

using planner::PlanOptions;
using scenario::Case;
using scenario::TermId;

enum class Exact { kNo, kYes };

struct WorthOptions {
  PlanOptions plan{};
  std::vector<TermId> also{};  // of the planned round: terms in force that the case could lose
  Exact exact = Exact::kYes;
};

// The terms of the planned round that some party has still to accept, and no granted term replaces.
[[nodiscard]] std::vector<TermId> askable_terms(const Case& c);

// One plan, then one a term, several at once; the answer does not depend on how many.
[[nodiscard]] answers::Worths worths(const Case& c, const WorthOptions& options, const jobs::Task& task);

}  // namespace passage::negotiate
