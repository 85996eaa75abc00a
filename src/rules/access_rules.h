// What the agreement, the dangers and the case's rules make of the roads: when each side of a road
// may be entered, at what rate, and where people who have set out may stand when.
//
// Everything is worked out twice, rounded to whole milliseconds in opposite directions: `inner` for
// a plan (never more than the case allows) and `outer` for a bound (never less). Running totals of
// capacity count closed time exactly, so that both agree with anybody who counts in fractions.
#pragma once

#include <vector>

#include "core/interval.h"
#include "core/table.h"
#include "scenario/case.h"

namespace passage::rules {

using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using Times = std::vector<CaseInterval>;  // merged, within [0, horizon)

enum class Rounding { kInner, kOuter };

// Times with the time before each in which the set is closed, in exact milliseconds; one entry more,
// the last, for the whole horizon.
struct TimeSet {
  Times times;
  std::vector<Rational> closed;  // times + 1

  auto operator<=>(const TimeSet&) const = default;
  // Closed time before the interval that holds t, or the next.
  [[nodiscard]] Rational closed_before(CaseTime t) const;
  // Open time before t.
  [[nodiscard]] Rational open_before(CaseTime t, CaseTime horizon) const;
};

// Of times that are whole milliseconds.
[[nodiscard]] TimeSet time_set(Times times, CaseTime horizon);

// Open time within an interval. O(log openings) and the openings met.
[[nodiscard]] Millis open_within(const Times& times, CaseInterval when);

// Travel time of one road for a mode in milliseconds. The mode's speed is > 0.
[[nodiscard]] Rational exact_travel_time(const Case& c, network::RoadId road, network::Mode mode);

// The same in whole ones: kInner up, kOuter down.
[[nodiscard]] Millis travel_time(const Case& c, network::RoadId road, network::Mode mode, Rounding rounding);

// Of one mode.
struct AccessRules {
  // Per arc of the network, an index into `sets`: when it may be entered. 0 = always, 1 = never.
  Table<network::ArcId, std::uint32_t> entry;
  // Per node, likewise: when somebody who has set out may stand there.
  Table<network::NodeId, std::uint32_t> waiting;
  std::vector<TimeSet> sets;
  // False where travel times share no denominator below 2^28: the ends of openings, and so `closed`,
  // are then rounded to 2^-20 ms.
  bool exact = true;

  // Nor for a part of a millisecond.
  [[nodiscard]] bool never(network::ArcId a) const { return entry[a] == 1; }
  [[nodiscard]] const Times& of(network::ArcId a) const { return sets[entry[a]].times; }
  [[nodiscard]] const Times& of(network::NodeId v) const { return sets[waiting[v]].times; }
};

// O(arcs + the sizes of corridors and dangers).
[[nodiscard]] AccessRules access_rules(const Case& c, network::Mode mode, Rounding rounding);

// Persons an hour on each road, cars, after checkpoints in force; 0 = closed. r roads.
[[nodiscard]] Table<network::RoadId, Rational> car_rates(const Case& c);

// When a refuge takes people in, its row, openings.csv and opening terms in force together.
[[nodiscard]] Times intake_times(const Case& c, scenario::RefugeId refuge);

}  // namespace passage::rules
