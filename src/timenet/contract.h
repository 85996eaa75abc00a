// Chains of links joined into one: a vertex that is come to and left by one link only, where nobody lives and
// nobody is taken in, is passed without waiting. A solution on the contracted travel network is one on the whole.
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

// Of the chosen links (a flag for each) and their vertices; homes, gates and hubs are always there. A chain
// takes the sum of the times, the least capacity and the openings in which each of its roads is open on
// arrival. Of a kInner travel network its capacity is floor(rate x step) persons in each step, so that every road of it
// allows what is sent, whatever its running total (kWholePersons). No chain passes a vertex that is kept (a flag for
// each; empty = no matter). O(links).
[[nodiscard]] Contracted contract(const TravelNetwork& whole, const Table<LinkId, char>& chosen,
                                  const Table<VertexId, char>& kept = {});

// Times by vertex of the whole from those of the contracted travel network (by its vertices): until when people may be
// there to go on to either end in time. Where a chain is cut, it is cut at the road that lets the fewest through.
// O(links).
[[nodiscard]] Table<VertexId, CaseTime> along_chains(const Contracted& part, const TravelNetwork& whole,
                                                     const Table<VertexId, CaseTime>& cut_time);

}  // namespace passage::timenet
