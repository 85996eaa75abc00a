// At most how many people can be safe before a deadline: the cut bound, on the case itself.
//
// Input  one time a node and mode, alpha in [0, deadline]; left out = 0.
// Bound  people who move and whose cut time is later than their release
//      + per road side v -> w: its capacity over the entries in [alpha_v, alpha_w - travel time)
//        that are allowed, no more on one calendar day than a daily limit lets through, and what
//        rows of whole people may take of what could have entered before alpha_v: one person
//        within an opening where somebody can be at v before alpha_v, else what the running total has over above a
//        whole number
//      + per refuge: min(its capacity, its intake over the open times in [alpha_r, deadline)),
//        likewise, alpha_r the earlier one where cars and walkers come to different nodes.
// Cut times of a mode that nobody goes by count for nothing.
// True   for any cut times; a proof stands in docs/methods/certificate.md.
// Exact  fractions of a person are added up as such and rounded down at the very end.
// Cost   O(nodes + road sides + intervals), times the digits of the fractions.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "certify/rules.h"
#include "core/table.h"

namespace passage::certify {

using Alpha = std::array<Table<NodeId, Millis>, 2>;  // by Mode, n each

struct CutBound {
  // None where the cut crosses something without a limit (`unlimited` says what): it proves nothing.
  std::optional<Persons> at_most;
  // What comes out if every part is rounded up to a millionth of a person first.
  std::optional<Persons> in_millionths;
  std::string unlimited;
};

// By Mode and node, in ticks of the rules: nobody can be there before. Whoever leaves when released and goes
// on as soon as a road opens, travel times rounded down. O((nodes + road sides) log nodes).
using Soonest = std::array<Table<NodeId, Tick>, 2>;
[[nodiscard]] Soonest soonest_presence(const Case& c, const Rules& rules);

// soonest: of `exact`; without it somebody might be anywhere at any time, which makes the bound larger.
// rules: of Rounding::kOuter; exact: the finest of them, for running totals.
[[nodiscard]] CutBound cut_bound(const Case& c, const Rules& rules, const Rules& exact, CaseTime deadline,
                                 const Alpha& alpha, const Soonest* soonest = nullptr);
[[nodiscard]] inline CutBound cut_bound(const Case& c, const Rules& rules, CaseTime deadline, const Alpha& alpha) {
  return cut_bound(c, rules, rules, deadline, alpha);
}

}  // namespace passage::certify
