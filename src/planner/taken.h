// What groups planned before have taken of roads and refuges, and what is left for the next
// (docs/methods/travellers.md).
#pragma once

#include "planner/discretise.h"
#include "scenario/travellers.h"

namespace passage::planner {

// `amount` passes evenly over `when`.
struct TakenRow {
  CaseInterval when;
  Rational amount;
};

struct Taken {
  Table<network::ArcId, std::vector<TakenRow>> units;        // cars' room, by arc
  Table<scenario::RefugeId, std::vector<TakenRow>> persons;  // by refuge
  explicit Taken(const Case& c) : units(c.network.arc_count()), persons(c.refuges.size()) {}
};

// Of a step that is not over, floor R((k + 1) D - d) - floor R(k D - d) persons, R the running total of
// the capacity less what has been taken, made to rise: so that later entries never lack what an earlier
// one took. people_per_unit: of the group that is planned next. O(rows log rows + steps) a move.
void reserve(const Taken& taken, const Movement& movement, Rational people_per_unit, Discrete& discrete);

}  // namespace passage::planner
