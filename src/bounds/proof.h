// How good a plan is: cut times for the hours of a case, improved on the case itself, and what they tell.
#pragma once

#include <vector>

#include "bounds/active_network.h"
#include "expand/path_decomposition.h"
#include "plan/plan.h"

namespace passage::bounds {

using expand::Discrete;
using expand::Trips;

struct Proof {
  std::vector<CutRows> rows;     // by deadline, rising; the last is the horizon
  std::vector<Persons> at_most;  // by rows, never falling
  TemporalCut last;              // all of the horizon's
};

// Every `hours` full hours of the case, and its end.
[[nodiscard]] std::vector<CaseTime> deadlines(const Case& c, std::int64_t hours = 1);

// Every hour, or as many as make 100 million cut times of a travel network: what is proved for a deadline holds for the
// hours before it as well.
[[nodiscard]] std::vector<CaseTime> cut_deadlines(const Case& c, const TravelNetwork& outer);

// The last step that is over by t; -1 if none is.
[[nodiscard]] flow::Step last_step(CaseTime t, Millis step);

// The cut times that a solved problem of `from` has for each deadline, by vertex of `outer`; the deadline everywhere
// where it did not get so far.
[[nodiscard]] std::vector<TemporalCut> cuts_of(const TravelNetwork& outer, const TravelNetwork& from,
                                               const Discrete& discrete, const flow::Certificate& certificate,
                                               const std::vector<CaseTime>& times);

// The best cut times of each deadline.
class Prover {
 public:
  Prover(const TravelNetwork& outer, const ActiveNetwork& active);  // kept by reference

  // A proof without cut times, for deadlines that rise: it proves nothing yet.
  [[nodiscard]] static Proof none(const std::vector<CaseTime>& deadlines);
  // Cut times of the whole, of deadline i, improved vertex by vertex; kept if they prove more than those there are. May
  // be called for several deadlines at once.
  void offer(Proof& proof, std::size_t i, TemporalCut cut) const;
  // What is proved for a deadline holds for those before it.
  static void close(Proof& proof);

 private:
  const TravelNetwork& outer_;
  const ActiveNetwork& active_;
  const CoordinateDescent descent_;
};

// Cut times by vertex of the active network, the same deadlines each time, improved on it and offered. On all cores.
void improve_proof(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
                   std::vector<TemporalCut> found);

// The first proof, by cut times of the active network that were good for a case like this one: improved on the whole,
// as on the active network alone they would let people past it.
void take_over(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
               const std::vector<TemporalCut>& found);

// Curve, gaps, cut times, reasons and bottlenecks of a plan that has its trips. Of the cut times before the horizon
// only the rows that tell the others where all would be more than `most_labels` (finding P514).
void conclude(plan::Plan& plan, const Case& c, const ActiveNetwork& active, const TravelNetwork& outer,
              const Proof& proof, const Trips& trips, Millis step, std::size_t most_labels);

}  // namespace passage::bounds
