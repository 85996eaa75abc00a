// How good a plan is: cuts for the hours of a case, improved on the case itself, and what they tell of the plan.
#pragma once

#include <vector>

#include "bounds/active_network.h"
#include "expand/path_decomposition.h"
#include "jobs/task.h"
#include "plan/plan.h"

namespace passage::bounds {

using expand::Discrete;
using expand::Trips;

struct Proof {
  std::vector<CutRows> rows;     // by deadline, rising; the last is the horizon
  std::vector<Persons> at_most;  // by rows, never falling
  TemporalCut last;              // the cut of the horizon, not compressed
};

// Every `hours` full hours of the case, and its end.
[[nodiscard]] std::vector<CaseTime> deadlines(const Case& c, std::int64_t hours = 1);

// Every full hour, or as many of them as make 100 million cut times. What is proved for a deadline holds for the hours
// before it as well.
[[nodiscard]] std::vector<CaseTime> cut_deadlines(const Case& c, const TravelNetwork& outer);

// The last step that is over by t; -1 if none is.
[[nodiscard]] flow::Step last_step(CaseTime t, Millis step);

// The cut of a solved problem of `from` for each deadline, by vertex of `outer`. Where the solver did not get as far as
// a deadline, all cut times are the deadline.
[[nodiscard]] std::vector<TemporalCut> cuts_of(const TravelNetwork& outer, const TravelNetwork& from,
                                               const Discrete& discrete, const flow::Certificate& certificate,
                                               const std::vector<CaseTime>& times);

// Keeps the best cut of each deadline.
class Prover {
 public:
  Prover(const TravelNetwork& outer, const ActiveNetwork& active);  // kept by reference

  // A proof without cuts, for rising deadlines: it proves nothing yet.
  [[nodiscard]] static Proof none(const std::vector<CaseTime>& deadlines);
  // Improves a cut of the whole, of deadline i, by descent, and keeps it if it proves more than the one there is. May
  // be called for several deadlines at once.
  void offer(Proof& proof, std::size_t i, TemporalCut cut) const;
  // Carries what is proved for a deadline to those before it, for which it holds too.
  static void close(Proof& proof);

 private:
  const TravelNetwork& outer_;
  const ActiveNetwork& active_;
  const CoordinateDescent descent_;
};

// Improves cuts of the active network on it, of the same deadlines each time, and offers them to the proof; on
// all threads of the task.
void improve_proof(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
                   std::vector<TemporalCut> cuts, const jobs::Task& task);

// Begins a proof with cuts of the active network that were good for a case like this one. They are improved on the
// whole; improved on the active network alone they would let people past it.
void take_over(Proof& proof, const TravelNetwork& outer, const ActiveNetwork& active,
               const std::vector<TemporalCut>& cuts, const jobs::Task& task);

// Fills in the curve, gaps, cut times, reasons and bottlenecks of a plan that has its trips. Cuts before the horizon
// are compressed if all their rows would be more than `most_labels` (finding P514).
void conclude(plan::Plan& plan, const Case& c, const ActiveNetwork& active, const TravelNetwork& outer,
              const Proof& proof, const Trips& trips, Millis step, std::size_t most_labels);

}  // namespace passage::bounds
