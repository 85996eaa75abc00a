// Orders that a district can obey: everybody of it and of one mode goes by one of K routes.
#pragma once

#include "expand/path_decomposition.h"

namespace passage::orders {

using expand::Discrete;
using expand::Trips;
using scenario::Case;
using timenet::TravelNetwork;

// Of each district and mode, keeps the trips on at most `most` routes. Of a district of one place a route is its roads
// in order, and the refuge; of several places they are alike that make one Tree (orders/routes.h). Then sends as many
// of its other people as there is room for by these routes, one place after the other, each as early as can be and
// leaving home as late as gets them there as early. At first the routes that carry the most people; then, while the
// work is small, one is exchanged for another, or a district's routes for those that go with another one, as long as
// more are safe, or as many sooner. trips and solution stay a valid answer; at most as many are safe as before. No
// optimum: what is lost is an upper bound of the price. O(tries x (trips + places x most x longest route x steps)),
// some hundred tries in a case of some hundred trips.
void keep_routes(const Case& c, const TravelNetwork& travel, const Discrete& discrete, std::size_t most, Trips& trips,
                 flow::Solution& solution);

}  // namespace passage::orders
