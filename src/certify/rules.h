// What a case allows: when each side of a road may be entered, how many an hour, where people who
// have set out may stand, when refuges take people in. Worked out from the case alone.
// docs/methods/certificate.md, "What a road allows".
#pragma once

#include <array>
#include <vector>

#include "core/interval.h"
#include "core/rational.h"
#include "scenario/case.h"

namespace passage::certify {

using network::Direction;
using network::Mode;
using network::NodeId;
using network::RoadId;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;

inline constexpr std::array<Mode, 2> kModes{Mode::kCar, Mode::kFoot};

// Fractions of a millisecond: under `clear` a road closes for entry when its interval ends less the
// free-speed time to a way out, which need not be a whole millisecond.
using Tick = std::int64_t;
using Times = std::vector<Interval<Tick>>;  // merged

// kInner: times never allow more than the case does; kOuter: never less. Equal where exact.
enum class Rounding { kInner, kOuter };

struct Precision {
  Tick per_ms = 1;
  Rounding rounding = Rounding::kInner;
  bool whole_travel = false;  // travel times too are whole ticks (else exact fractions)
  bool exact = true;          // no time had to be rounded
};

// The least ticks in which all times of the case's corridors and closed areas are whole; where that
// is too fine for 64 bits, 2^20 a millisecond, and times are rounded as asked.
[[nodiscard]] Precision finest(const Case& c, Rounding rounding);

// Index of a road side in the columns below: 2 r sides.
[[nodiscard]] constexpr std::size_t side_index(RoadId road, Direction direction) {
  return std::size_t{2} * road.index() + (direction == Direction::kBackward ? 1 : 0);
}

struct DailyLimit {
  std::size_t side = 0;  // the corridor's first road
  Persons persons;       // a day, cars and walkers together
  std::string corridor;
};

struct ModeRules {
  std::vector<std::uint32_t> entry;  // by side: index into sets; 0 = always, 1 = never
  std::vector<Times> sets;
  // By node, sorted: [from, until) in which nobody who has set out may stand there.
  std::vector<std::pair<NodeId, CaseInterval>> no_standing;
  [[nodiscard]] const Times& of(std::size_t side) const { return sets[entry[side]]; }
};

struct Rules {
  Precision precision;
  std::array<ModeRules, 2> modes;  // by Mode
  std::vector<Rational> rate;      // by road, cars: persons/h on each side, after checkpoints; 0 = closed
  std::vector<char> outside;       // by side: on no corridor of the planned round
  std::vector<DailyLimit> daily;   // in force
  std::vector<std::vector<CaseInterval>> intake;  // by refuge: merged, within the horizon
  Rational slack{0};  // of a bound: what each cut part may be more by, where several groups share roads; 0 = one group
  [[nodiscard]] const ModeRules& of(Mode mode) const { return modes[static_cast<std::size_t>(mode)]; }
};

// O(roads + the sizes of corridors and dangers, times their intervals, with a logarithm).
[[nodiscard]] Rules make_rules(const Case& c, Precision precision);

// Exact free-flow milliseconds; the mode's speed is > 0.
[[nodiscard]] Rational travel_time(const Case& c, RoadId road, Mode mode);

}  // namespace passage::certify
