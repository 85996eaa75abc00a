// Orders that a district can obey: everybody of it and of one mode goes by one of K routes.
#pragma once

#include "expand/path_decomposition.h"

namespace passage::orders {

using expand::Discrete;
using expand::Trips;
using scenario::Case;
using timenet::TravelNetwork;

// Keeps, of each district and mode, the trips on at most `most` routes. In a district of one place a route is its roads
// in order, and the refuge; in a district of several places all routes of one Tree are one (orders/routes.h). As many
// of the other people as there is room for are then sent by these routes, one place after the other, each as early as
// can be and leaving home as late as they still arrive so early. The routes that carry the most people are tried first.
// Then, while the work is small, a route is exchanged for another, or a district's routes for those that go with
// another one, for as long as more people are safe, or as many sooner. `trips` and `solution` stay a valid answer, with
// at most as many safe as before. It is no optimum: what is lost is an upper bound of the price. O(tries x (trips +
// places x most x longest route x steps)), with some hundred tries in a case of some hundred trips.
void keep_routes(const Case& c, const TravelNetwork& travel, const Discrete& discrete, std::size_t most, Trips& trips,
                 flow::Solution& solution);

}  // namespace passage::orders
