// Who may go if not all can. The most people are safe by the end of the case, and they are shared between districts as
// evenly as roads and refuges allow (docs/methods/fair.md).
//
// The district with the smallest share of its people safe gets the largest share that any plan can give it without
// fewer people in all; then the next smallest, and so on (lexicographic max-min).
#pragma once

#include <string>
#include <vector>

#include "expand/discretise.h"

namespace passage::orders {

using expand::Discrete;

// Sets the persons of each supply of `discrete` to those who may go. All of them can be safe at once, and no more
// people could be. district: by supply. The others stay where they are and are left behind. Method: the numbers of
// people by district that can be safe are a polymatroid, so a fair share costs nobody (Fujishige, Lexicographically
// optimal base of a polymatroid, 1980). A share is tried by a maximum flow; if it is too large, the flow's cut says
// which districts are held back together, and at what share. Three flows a district at most.
void share_fairly(Discrete& discrete, const std::vector<std::string>& district);

}  // namespace passage::orders
