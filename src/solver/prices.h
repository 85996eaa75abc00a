// The smallest sum where lifetime capacities bind: shortest augmenting paths, with distances.
//
// A person safe at step s costs s. Residual paths that lead through a full refuge (someone taken in
// there goes on instead) cost the difference, so distances to safety matter, not only reach. They
// rise with the step of a node (waiting is free), so each node keeps a staircase of (level, high):
// from its steps <= high safety is `level` away. The flow given must be of least sum for its size.
// Cost  a phase O(stairs x degree x log); as many phases as distinct path lengths, and more where
//       paths break each other. Meant for thousands of nodes times hundreds of steps.
#pragma once

#include <queue>
#include <vector>

#include "flow/solution.h"
#include "solver/path.h"
#include "solver/search.h"

namespace passage::solver {

template <class Count>
class Prices {
 public:
  Prices(const flow::Problem& problem, Expansion<Count>& expansion, Waiting& people, Work& work);

  // One phase of shortest augmenting paths: how many more are safe; 0: nobody more can be.
  Amount phase();
  // After the last phase: values and prices that prove the sum.
  [[nodiscard]] flow::DualPrices dual();
  // After a phase of 0: the steps <= high[v] from which safety is at most t away; at the horizon, from
  // which there is safety at all (the sink's side of a minimum cut: a hop through a full refuge can
  // cost more than the horizon).
  [[nodiscard]] std::vector<Time> reach_by(Step t) const;
  [[nodiscard]] Step length() const { return length_; }  // of the last phase's paths

 private:
  using Level = std::int64_t;
  struct Stair {
    Level level;
    Index node;
    Time high, leave;  // goes on at step `leave` by `code`
    Index code;
    Index parent;   // kNone: safe there, or (with kDropped) left behind
    Time position;  // step at the parent's node
    bool live;
  };
  struct Item {
    Level level;
    Time arrival;
    Index stair;
    bool operator<(const Item& b) const {  // least level first, then latest arrival, then oldest
      if (level != b.level) return level > b.level;
      return arrival != b.arrival ? arrival < b.arrival : stair > b.stair;
    }
  };
  enum class Drop { kNever, kAtWeight };  // may a person be given up, at the weight of one?

  void search(Level cutoff, Drop drop);
  void reach(Index node, Time at, Level level, Index code, Index parent, Time position);
  void spread(Index stair);
  void open_refuge(Index refuge, Level price, Index parent, Time given);
  bool follow(Index supply, Index node);
  [[nodiscard]] Index stair_at(Index node, Time s) const;

  const flow::Problem& problem_;
  Expansion<Count>& x_;
  const Graph& g_;
  Waiting& people_;
  Work& work_;
  Level weight_;
  Path<Count> path_;
  std::vector<Stair> stairs_;
  std::vector<std::vector<Index>> of_;  // by node: live stairs, level and high rising
  std::vector<Level> price_;            // by refuge; weight_ + 1: not reached
  std::vector<Index> hop_parent_;       // by refuge: stair to go on from, kNone: room left
  std::vector<Time> hop_given_;
  std::priority_queue<Item> queue_;
  Level found_ = 0;
  Step length_ = 0;
};

extern template class Prices<std::int32_t>;
extern template class Prices<std::int64_t>;

}  // namespace passage::solver
