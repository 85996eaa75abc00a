// Chains of links joined into one link. A vertex that people come to by one link only and leave by one link only, where
// nobody lives and nobody is taken in, is passed without waiting:
//
//     u --a--> x --b--> y --c--> v     becomes     u --abc--> v
//
// A solution on the contracted network is one on the whole network, which it is made of.
#pragma once

#include <span>
#include <vector>

#include "timenet/travel_network.h"

namespace passage::timenet {

struct Contracted {
  TravelNetwork travel;              // its own vertices and links; `arc` is the first road of a chain, `time` the sum
  Table<VertexId, VertexId> vertex;  // by vertex of `travel`: where it is in the whole
  std::vector<std::uint32_t> at;     // by link of `travel`, and the end: offsets into links
  std::vector<LinkId> links;         // of the whole, in the order people take them
  [[nodiscard]] std::span<const LinkId> chain(LinkId m) const {
    return std::span(links).subspan(at[m.index()], at[m.index() + 1] - at[m.index()]);
  }
};

// Contracts the chosen links (a flag for each) and their vertices; homes, gates and hubs are always there. A chain
// takes the sum of the times and the least of the capacities of its links, and is open when each of its roads is open
// on arrival. In a kInner network its capacity is floor(rate x step) persons in each step, so that each of its roads
// allows what is sent, whatever the road's running total is (kWholePersons). No chain passes a vertex that is kept (a
// flag for each; empty = none is). O(links).
[[nodiscard]] Contracted contract(const TravelNetwork& whole, const Table<LinkId, char>& chosen,
                                  const Table<VertexId, char>& kept = {});

// A cut of the contracted network, told by vertex of the whole. At a vertex within a chain it is the latest time at
// which people can still go on to an end of the chain before that end's cut time. Where the cut crosses a chain, it is
// made to cross the road of it that lets the fewest through. O(links).
[[nodiscard]] Table<VertexId, CaseTime> along_chains(const Contracted& part, const TravelNetwork& whole,
                                                     const Table<VertexId, CaseTime>& cut_time);

}  // namespace passage::timenet
