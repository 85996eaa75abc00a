// The times that steps are counted back from (docs/methods/rounding.md): any will do for a plan, and it loses
// least where those who travel have a reduced time of 0.
#pragma once

#include "timenet/travel_network.h"

namespace passage::timenet {

// Potentials by which those who travel lose little: `use` times the time by which reduced time is rounded up, or a
// negative one waits. The best of three beginnings (in phase along a spanning forest of most use, along the most used
// ways, as given), each moved vertex by vertex, and branch by branch of a forest without loss, some rounds as long as
// less is lost: so never more than as given. Those of hubs and gates stay. O(links log links); a branch has at most
// 1000 vertices and 100 links in and out, of which O(links^2) sums are formed.
void fit_to_steps(TravelNetwork& travel, const Table<LinkId, std::int64_t>& use, Millis step);

}  // namespace passage::timenet
