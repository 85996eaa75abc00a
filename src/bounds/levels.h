// The bound for several groups of travellers (docs/methods/travellers.md). A level l counts each person of group g with
// a score s_lg; its case has as many people as it counts, and B_l is the bound of a cut of that case. With weights w_l
// so that everybody counts at least once,
//
//     sum over l of w_l s_lg >= 1 for each g,   safe <= sum over l of w_l B_l.
#pragma once

#include <atomic>

#include "bounds/bound.h"
#include "jobs/task.h"
#include "plan/plan.h"
#include "scenario/travellers.h"

namespace passage::bounds {

// The case whose people are a level's counts of people, rounded up, in one group.
struct LevelCase {
  Case c;
  // A fleet stands in it as the people whom its buses can have taken, each wave of buses at its earliest. They are
  // origins of their own, behind those of the case. By origin: the base of the fleet, whose walkers these people are
  // too; invalid for other origins.
  Table<scenario::OriginId, scenario::OriginId> base_of;
  Rational allowance{0};  // TravelNetwork::allowance
};
// The kOuter travel network of a level's case.
[[nodiscard]] TravelNetwork outer_of(const LevelCase& of_level);
// Somebody who may walk or take a bus is twice in the sum of the bound if the cut holds him at home both ways. These
// are the persons who are one too many.
[[nodiscard]] Persons counted_twice(const LevelCase& of_level, const TravelNetwork& outer, const TemporalCut& cut);

// A level for people as they are, and one for each number of people in a car's room.
[[nodiscard]] std::vector<plan::Level> levels_of(const std::vector<scenario::Group>& groups);
[[nodiscard]] LevelCase case_of_level(const Case& c, const std::vector<scenario::Group>& groups,
                                      const plan::Level& level);

// Everybody who does not stay. No bound is larger.
[[nodiscard]] Persons leaving(const Case& c);

// A case whose cut bound, times its weight, is a part of what a plan proves.
struct ProvingCase {
  Rational weight{1};
  std::size_t level = 0;  // of its cut times
  LevelCase of;
};

// The cases whose bounds, weighted, add up to a bound of `c` for the end of the case. `plan` is of a case with the same
// people, whose terms may be others. If it has one group, this is `c` alone.
[[nodiscard]] std::vector<ProvingCase> proving_cases(const Case& c, const plan::Plan& plan);

// By deadline: which levels prove how much.
struct LevelProof {
  CaseTime deadline{0};
  std::vector<std::size_t> levels;
  Persons at_most;
};

struct LevelProofs {
  std::vector<plan::Level> levels;
  std::vector<TravelNetwork> outer;            // by level
  std::vector<std::vector<TemporalCut>> cuts;  // by level and deadline
  std::vector<LevelProof> proofs;              // by deadline, at_most never falling
};

// deadlines: rising, the last the horizon. O(levels x (a solved flow problem + deadlines x links)).
[[nodiscard]] LevelProofs prove_levels(const Case& c, const std::vector<scenario::Group>& groups, Millis step,
                                       const std::vector<CaseTime>& deadlines, const jobs::Task& task);

}  // namespace passage::bounds
