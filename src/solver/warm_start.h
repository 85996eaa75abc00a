// Itineraries of a solution of a problem like this one: a solve begins each stage with those that are still open and
// then looks for what they leave, so its answer is as good as one from nothing and takes the time of the change.
#pragma once

#include <vector>

#include "solver/expansion.h"
#include "solver/path.h"
#include "solver/search.h"

namespace passage::solver {

// Takes known itineraries by the step of their intake.
template <class Count>
class WarmStart {
 public:
  WarmStart(const flow::Problem& problem, const Itineraries& itineraries, Expansion<Count>& expansion, Waiting& people,
            Work& work);

  // The itineraries that end at steps <= theta and have not been tried, each as far as it is open. How many are safe by
  // them. An open itinerary leads through nothing that a stage before has closed (docs/methods/flow.md), so what those
  // stages proved stays true.
  Amount take(Time theta);

 private:
  // The moves of an itinerary into path_; false if it is none of this problem.
  bool lay(const Itineraries::Itinerary& itinerary);

  const Itineraries& itineraries_;
  Expansion<Count>& x_;
  Waiting& people_;
  Table<flow::ArcId, Index> lane_;    // kNone: an arc that nobody can use
  std::vector<std::uint32_t> order_;  // of itineraries, by step of intake
  std::size_t next_ = 0;
  std::vector<std::int32_t> legs_;  // of the itinerary at hand, last to first
  Path<Count> path_;
};

extern template class WarmStart<std::int32_t>;
extern template class WarmStart<std::int64_t>;

}  // namespace passage::solver
