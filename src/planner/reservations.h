// What groups planned before have taken of roads and refuges, and what is left for the next
// (docs/methods/travellers.md).
#pragma once

#include <limits>

#include "expand/discretise.h"
#include "scenario/travellers.h"

namespace passage::planner {

using expand::Discrete;
using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// `amount` passes evenly over `when`.
struct Reservation {
  CaseInterval when;
  Rational amount;
};

struct Reservations {
  Table<network::ArcId, std::vector<Reservation>> units;        // cars' room, by arc
  Table<scenario::RefugeId, std::vector<Reservation>> persons;  // by refuge
  explicit Reservations(const Case& c) : units(c.network.arc_count()), persons(c.refuges.size()) {}
};

// Vehicles depart at full quarters of an hour; those that leave together pass a place in one.
inline constexpr CaseTime kConvoy{15 * 60 * 1000};
inline constexpr CaseTime kNever{std::numeric_limits<std::int64_t>::max() / 4};
[[nodiscard]] CaseTime rounded_up(CaseTime t, Millis unit, Millis offset = Millis{0});  // t + offset in whole units

[[nodiscard]] Rational an_hour(Rational amount, Millis length);
// The most that has been taken an hour at any moment within `when`.
[[nodiscard]] Rational reserved_rate(const std::vector<Reservation>& rows, CaseInterval when);
// Whether `when` overlaps any of them.
[[nodiscard]] bool overlaps(const std::vector<CaseInterval>& all, CaseInterval when);

// The first interval from t on, of whole minutes and at least kConvoy, in which a refuge takes so many in beside
// `rows`, and that meets none of `apart`; kNever if there is none. rate: persons an hour, < 0 = no limit.
[[nodiscard]] CaseInterval first_intake(const Times& open, Rational rate, const std::vector<Reservation>& rows,
                                        const std::vector<CaseInterval>& apart, CaseTime t, Persons persons);

// Of a step that is not over, floor R((k + 1) D - d) - floor R(k D - d) persons, R the running total of
// the capacity less what has been taken, made to rise: so that later entries never lack what an earlier
// one took. people_per_unit: of the group that is planned next. O(rows log rows + steps) a link.
void reserve(const Reservations& reserved, const TravelNetwork& travel, Rational people_per_unit, Discrete& discrete);

}  // namespace passage::planner
