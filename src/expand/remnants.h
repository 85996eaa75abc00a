// The ends of openings. An opening is used in the whole steps within it; what is left at its ends, and all of
// one that is shorter than two steps, is used by a remnant link beside the one that it is of. Whoever takes it
// leaves the tail in the step before the next whole one, enters while the end is open, and counts as there one
// step later: people come to the head at least as soon as evenly over that step, and leave the tail no sooner
// than evenly over theirs.
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
