// Node potentials d(v), the times that steps are counted back from (docs/methods/rounding.md). A plan may have any. It
// loses least where the reduced time of those who travel,
//
//     sigma(v -> w) = tau + d(w) - d(v),
//
// is a whole number of steps: what is left of a step is rounded up, and where sigma is negative people wait.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

// Gives the network potentials by which those who travel lose little. The loss is the sum over links of `use`, persons
// on the link, times what rounding loses on it. Three beginnings are tried: free-flow times in phase along a spanning
// forest of most use, times along the most used paths, and those that were given. From each, one vertex after the other
// is moved to where least is lost, then one branch after the other of a forest of links that lose nothing, in rounds
// for as long as less is lost. The best of the three stays, so no more is lost than by the given ones. Potentials of
// hubs and gates never change. O(links log links); a branch has at most 1000 vertices and 100 links in and out, of
// which O(links^2) sums are formed.
void fit_to_steps(TravelNetwork& travel, const Table<LinkId, std::int64_t>& use, Millis step);

}  // namespace passage::timenet
