// Chains of moves joined into one: a spot that is come to and left by one move only, where nobody lives and
// nobody is taken in, is passed without waiting. A solution on the contracted movement is one on the whole.
#pragma once

#include <span>
#include <vector>

#include "timenet/movement.h"

namespace passage::timenet {

struct Contracted {
  Movement movement;              // its own spots and moves; `arc` is the first road of a chain, `time` the sum
  Table<SpotId, SpotId> spot;     // by spot of `movement`: where it is in the whole
  std::vector<std::uint32_t> at;  // by move of `movement`, and the end: offsets into moves
  std::vector<MoveId> moves;      // of the whole, in the order people take them
  [[nodiscard]] std::span<const MoveId> chain(MoveId m) const {
    return std::span(moves).subspan(at[m.index()], at[m.index() + 1] - at[m.index()]);
  }
};

// Of the chosen moves (a flag for each) and their spots; homes, gates and hubs are always there. A chain
// takes the sum of the times, the least capacity and the openings in which each of its roads is open on
// arrival. Of a kInner movement its capacity is floor(rate x step) persons in each step, so that every road of it
// allows what is sent, whatever its running total (kWholePersons). No chain passes a spot that is kept (a flag for
// each; empty = no matter). O(moves).
[[nodiscard]] Contracted contract(const Movement& whole, const Table<MoveId, char>& chosen,
                                  const Table<SpotId, char>& kept = {});

// Times by spot of the whole from those of the contracted movement (by its spots): until when people may be
// there to go on to either end in time. Where a chain is cut, it is cut at the road that lets the fewest through.
// O(moves).
[[nodiscard]] Table<SpotId, CaseTime> along_chains(const Contracted& part, const Movement& whole,
                                                   const Table<SpotId, CaseTime>& alpha);

}  // namespace passage::timenet
