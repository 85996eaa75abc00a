// One phase: which node-steps reach a refuge, and a blocking set of augmenting paths into it.
//
// Waiting is free, so the steps of a node from which an open intake can be reached are {k <= label}.
// The search raises labels backward from the intakes, in order of falling arrival; each rise is an
// entry that remembers its way on. Paths descend from entry to older entry, so they never circle.
#pragma once

#include <vector>

#include "solver/expansion.h"
#include "solver/path.h"
#include "solver/solve.h"

namespace passage::solver {

// People who have not set out: supplies by node, release rising.
struct Waiting {
  std::vector<Index> first;   // nodes + 1
  std::vector<Time> release;  // by supply
  std::vector<Index> node;    // by supply
  std::vector<Amount> left;   // by supply
  std::vector<Time> next;     // by node: earliest release with people left; `steps` if none
  std::vector<Index> of;      // by supply of the problem: its place here, or kNone

  // After people have left v.
  void look_on(Index v, Time steps) {
    Index s = first[v];
    while (s < first[v + 1] && left[s] == 0) ++s;
    next[v] = s < first[v + 1] ? release[s] : steps;
  }
};

enum class Scope {
  kLiving,  // labels as they are: what was found to reach nobody stays so
  kAll,     // from scratch: needed where a full refuge may hand a place on
};

template <class Count>
class Search {
 public:
  Search(Expansion<Count>& expansion, Waiting& people, Work& work);

  // One phase of stage `theta` (intake at steps <= theta). Returns how many more are safe; after 0 the
  // stage is complete and the labels prove it: {k <= label[v]} is the sink's side of a minimum cut.
  Amount phase(Time theta, Scope scope);

  std::vector<Time> label;  // by node, -1: no step

 private:
  struct Entry {
    Index node;      // graph node, or nodes + refuge: the lifetime capacity of a full refuge
    Time low, high;  // covers steps (low, high]
    Index code;      // way on: see Way
    Index parent;    // kNone at roots
    Index older;     // entry of the same node, or kNone
    Index next;      // queue
    Time dead;       // from here on nothing is reached in this phase
  };
  // Codes: 2 * lane = along it, 2 * lane + 1 = against it. Intake lanes are lanes too.

  void reach(Index node, Time at, Index code, Index parent);
  void roots(Time theta);
  void spread(Index entry);
  void hop(Index entry);
  void run_queue();
  [[nodiscard]] Index entry_at(Index node, Time s, Index before) const;
  bool find_move(Index entry, Time position, Move& move);
  [[nodiscard]] Time last_way(Index code, Time above, Time last, Index entry) const;
  Time adopt(Index entry);
  bool try_lane(Index code, Time position, Time lowest, Index entry, Move& move);
  bool land(Index code, Time step, Index entry, Move& move);
  bool find_give_back(Index entry, Move& move);
  bool try_intake(Time position, Time lowest, Index entry, Move& move);
  Amount drain(Index supply, Index node);

  Expansion<Count>& x_;
  const Graph& g_;
  Waiting& people_;
  Work& work_;
  Time theta_ = 0;
  std::vector<Entry> entries_;
  std::vector<Index> latest_;  // by node and refuge: newest entry or kNone
  std::vector<Index> touched_, touched_sinks_, found_;
  std::vector<Time> saved_;
  std::vector<Index> queue_head_, queue_tail_;
  Time queue_at_ = -1;
  std::size_t enough_ = kNone;  // origins to be found before the search of a phase ends
  Index adopted_ = kNone;       // the way on that `adopt` took
  Path<Count> path_;
};

extern template class Search<std::int32_t>;
extern template class Search<std::int64_t>;

}  // namespace passage::solver
