// Who gains and who loses from one plan to another, by district, refuge and road.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace passage::answers {

struct Change {
  std::string id, name;
  Persons before, after;
  [[nodiscard]] Persons gain() const { return after - before; }
  bool operator==(const Change&) const = default;
};

struct Difference {
  Change people, safe, left, upper_bound;
  // By how much sooner a person who is safe is taken in, on average: those of `after` against those of
  // `before`, who need not be the same people. Hours; none if in one of them nobody is safe.
  std::optional<double> mean_hours_earlier;
  // Only what changes, largest change first, then by id. Matched by id; absent = 0 people.
  std::vector<Change> districts;  // people safe
  std::vector<Change> refuges;    // people taken in
  std::vector<Change> roads;      // people entering, both directions
};

[[nodiscard]] Difference difference(const plan::Plan& before, const plan::Plan& after);

}  // namespace passage::answers
