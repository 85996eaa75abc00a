// The ends of openings, which fill no whole step. A link is used in the whole steps within each of its openings; a
// remnant link beside it is used in what is left of them, ~ below, and in all of an opening that holds no whole step but
// reaches from one into the next. Nothing is used of one that lies within a step.
//
//     steps at v    |    j-1    |     j     |    j+1    |    j+2    |
//     opening              [~~~~|===========|===========|~~~~~)
//     first remnant  leave v in step j-1, enter in the first ~, be at w with those who entered in step j
//     last remnant   leave v in step j+1, enter in the last ~, be at w with those who would have entered in step j+2
//
// That is possible in continuous time: people leave v evenly over their step and not before, they enter no sooner than
// they leave, and they come to w at least as soon as evenly over the step in which they count as there.
#pragma once

#include "flow/problem.h"
#include "timenet/travel_network.h"

namespace passage::expand {

using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// A kInner travel network with its remnant links for steps of that length, after its own, in place of those it may
// have. O(links + openings).
[[nodiscard]] TravelNetwork with_remnant_links(TravelNetwork travel, Millis step);

// The step in which people leave the tail for an opening of a remnant link.
[[nodiscard]] flow::Step remnant_step(const TravelNetwork& travel, Millis step, LinkId remnant,
                                      const CaseInterval& open);

// The opening of a remnant link for which people leave in step k; there is one.
[[nodiscard]] CaseInterval remnant_entry(const TravelNetwork& travel, Millis step, LinkId remnant, flow::Step k);

}  // namespace passage::expand
