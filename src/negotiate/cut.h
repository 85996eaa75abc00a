// What holds people back at a given hour: the roads, checkpoints and refuges of the cut that proves the
// plan's bound (docs/methods/certificate.md). Only what is listed here limits how many are safe by the
// end of the case: more anywhere else brings out nobody.
#pragma once

#include <vector>

#include "answers/cut_elements.h"
#include "bounds/bound.h"
#include "plan/plan.h"

namespace passage::negotiate {

using answers::CutElement;
using bounds::TemporalCut;
using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// Those of the cut times' deadline, largest first. kOuter travel network. O(links log links).
[[nodiscard]] std::vector<CutElement> cut_elements(const Case& c, const TravelNetwork& outer, const TemporalCut& cut,
                                                   Persons left);

// Of a plan's bound for the end of the case. Where groups of travellers share roads, persons_per_h is what an hour is
// worth at the prices of the proof (docs/methods/travellers.md).
[[nodiscard]] std::vector<CutElement> cut_elements(const Case& c, const plan::Plan& plan);

}  // namespace passage::negotiate
