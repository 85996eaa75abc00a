// Orders that a place can obey: everybody of one place and mode goes by one of K routes.
#pragma once

#include "planner/unroll.h"

namespace passage::planner {

// Of each supply, keeps the trips on its `most` routes (roads in order, refuge) that carry the most people, then
// sends as many of the others as there is room for by these routes, one place after the other, each as
// early as can be and leaving home as late as gets them there as early. trips and solution stay a
// valid answer; at most as many are safe as before. No optimum: what is lost is an upper bound of the price.
// O(trips + places x most x longest route x steps).
void keep_routes(const Movement& movement, const Discrete& discrete, std::size_t most, Trips& trips,
                 flow::Solution& solution);

}  // namespace passage::planner
