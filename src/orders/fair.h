// Who may go where not all can: as many people as ever safe by the end of the case, shared between
// districts as evenly as roads and refuges allow (docs/methods/fair.md).
//
// The district with the smallest share of its people safe gets as large a share as any plan can give it
// without fewer people in all; then the next smallest, and so on (max-min, lexicographic).
#pragma once

#include <string>
#include <vector>

#include "expand/discretise.h"

namespace passage::orders {

using expand::Discrete;

// Sets the persons of each supply of `discrete` to those who may go: all of them can be safe at once, and no
// more could be. district: by supply. The rest stay where they are and are left behind.
// Method: the sets of people that can be safe are a polymatroid, so a fair share costs nobody (Fujishige 1980);
// a share is tried by a maximum flow, and where it is too large its cut says which districts are held back
// together and at what share. At most three flows a district.
void share_fairly(Discrete& discrete, const std::vector<std::string>& district);

}  // namespace passage::orders
